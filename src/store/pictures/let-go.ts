import type { State } from '../state.ts';
import type { Picture } from '../types.ts';

type Shown = Pick<State, 'pictures' | 'past'>;

/** Pictures that the page shows, or that a step back can bring again. Most steps hold one and the same list. */
function reachable({ pictures, past }: Shown): ReadonlySet<Picture> {
  const lists = new Set([pictures, ...past.map(({ bench }) => bench?.pictures ?? [])]);
  return new Set([...lists].flat());
}

/** Addresses of pictures that nothing can bring again after a change. */
export function urlsToRevoke(now: Shown, before: Shown): readonly string[] {
  const held = reachable(now);
  // A sample's address is one of the page's own files.
  const gone = [...reachable(before)].filter((one) => one.blob !== null && !held.has(one));
  if (gone.length === 0) return [];
  // Under another name it is another picture with the same address.
  const urls = new Set([...held].map(({ url }) => url));
  return [...new Set(gone.map(({ url }) => url))].filter((url) => !urls.has(url));
}

type Known = Pick<State, 'failures' | 'votes' | 'examples' | 'trials'>;

/** What is known of pictures and columns, without those that nothing can bring again; empty where all of it stays. */
export function withoutGone(
  state: Known & Pick<State, 'pictures' | 'past' | 'columns'>,
): Partial<Known> {
  const nothing = [state.failures, state.votes, state.examples].every(({ size }) => size === 0);
  const ids = new Set(nothing ? [] : [...reachable(state)].map(({ id }) => id));
  const failures = reduced(state.failures, ids);
  const votes = reduced(state.votes, ids);
  const examples = reduced(state.examples, ids);
  const trials = reduced(state.trials, new Set(state.columns.map(({ id }) => id)));
  return {
    ...(failures && { failures }),
    ...(votes && { votes }),
    ...(examples && { examples }),
    ...(trials && { trials }),
  };
}

/** `null` where all of it stays. */
function reduced<Value>(
  map: ReadonlyMap<string, Value>,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, Value> | null {
  const left = [...map].filter(([id]) => ids.has(id));
  return left.length === map.size ? null : new Map(left);
}
