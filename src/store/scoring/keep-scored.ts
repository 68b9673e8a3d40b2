import { createBreath } from '../../evaluation/breathe.ts';
import type { State } from '../state.ts';
import { setArrived, setAwaited } from './awaited.ts';
import { setComplete } from './cosine-rows.ts';
import { type PairsToDo, pairsToDo } from './pairs-to-do.ts';

/** Numbers that are multiplied at once: some milliseconds. More is done in slices. */
const AT_ONCE = 4e6;

const WATCHED = ['columns', 'pictures', 'labels', 'templates', 'vectors', 'heads'] as const;

/** What of the page's store is needed here. */
interface Scorable {
  getState(): State;
  setState(change: Pick<State, 'vectors'>): void;
  subscribe(listener: (now: State, before: State) => void): () => void;
}

/**
 * Compares pictures with labels, and with heads, as soon as both are there, each pair once: what is new, and nothing else. A little of it
 * at once; where it is much, bars stay as they are until it was done in slices between which the page answers.
 */
export function keepScored(store: Scorable): void {
  let running = false;

  function look(now: State): void {
    const todo = pairsToDo(now);
    if (todo.products > AT_ONCE) {
      for (const { against } of todo.pairs) setAwaited(against);
      if (!running) void inSlices();
      return;
    }
    for (const { compare } of todo.pairs) compare();
    finish(todo);
  }

  async function inSlices(): Promise<void> {
    running = true;
    await untilDone(store.getState);
    running = false;
    // Tells the views; the vectors themselves are the same.
    store.setState({ vectors: { ...store.getState().vectors } });
  }

  look(store.getState());
  store.subscribe((now, before) => {
    if (WATCHED.some((key) => now[key] !== before[key])) look(now);
  });
}

/** Until nothing is left, with a pause whenever the page's turn has come. */
async function untilDone(getState: () => State): Promise<void> {
  const breathe = createBreath();
  for (;;) {
    const begun = getState();
    const todo = pairsToDo(begun);
    for (const { compare } of todo.pairs) {
      compare();
      await breathe();
      // Rows that are there stay; what is to be done is looked up anew.
      if (getState() !== begun) break;
    }
    if (getState() !== begun) continue;
    finish(todo);
    return;
  }
}

/** Nothing of it is left. */
function finish({ lists, all }: PairsToDo): void {
  for (const classes of lists) setComplete(classes);
  for (const against of all) setArrived(against);
}
