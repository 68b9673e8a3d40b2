import { nextTask } from '../engine/next-task.ts';

/** Milliseconds of work after which the page gets its turn. */
const TURN = 10;

/** A pause that long work asks for often: it lets the page draw and hear clicks, but only when its turn has come. */
export function createBreath(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < TURN) return;
    await nextTask();
    last = performance.now();
  };
}
