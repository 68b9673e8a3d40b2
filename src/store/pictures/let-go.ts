import type { State } from '../state.ts';
import type { Picture } from '../types.ts';

/** Pictures that the page shows, or that a step back can bring again. */
function reachable({ pictures, past }: Pick<State, 'pictures' | 'past'>): ReadonlySet<Picture> {
  return new Set([...pictures, ...past.flatMap(({ bench }) => bench?.pictures ?? [])]);
}

/** Addresses of pictures that nothing can bring again after a change. */
export function urlsToRevoke(
  now: Pick<State, 'pictures' | 'past'>,
  before: Pick<State, 'pictures' | 'past'>,
): readonly string[] {
  // A sample's address is one of the page's own files.
  const own = (state: typeof now): string[] =>
    [...reachable(state)].filter(({ blob }) => blob !== null).map(({ url }) => url);
  const held = new Set(own(now));
  return [...new Set(own(before))].filter((url) => !held.has(url));
}

type Known = Pick<State, 'failures' | 'votes' | 'examples' | 'trials'>;

/** What is known of pictures and columns, without those that nothing can bring again; empty where all of it stays. */
export function withoutGone(
  state: Known & Pick<State, 'pictures' | 'past' | 'columns'>,
): Partial<Known> {
  const ids = new Set([...reachable(state)].map(({ id }) => id));
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
