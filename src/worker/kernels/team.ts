/** One of several threads that compute in one memory, and the place where they wait for each other. */
export interface Team {
  readonly thread: number;
  readonly threads: number;
  /** Goes on when all threads have come here. @throws Error where one does not come */
  readonly together: () => void;
}

/** Threads that share a memory start and wait by these numbers in it, int32 from `CONTROL` on. */
export const CONTROL_BYTES = 64;
const GO = 0;
const PHASE = 1;
const ARRIVED = 2;
const ROWS = 3;
const SEQUENCES = 4;

/** A share takes milliseconds; a machine that thirty programs use may leave a thread without its turn for seconds. */
const PATIENCE_MS = 60_000;
/** Looks before it sleeps: threads come within microseconds of each other, and waking one takes longer. */
const LOOKS = 5000;

/** A thread alone. */
export const ALONE: Team = { thread: 0, threads: 1, together: () => undefined };

export function joinTeam(control: Int32Array, thread: number, threads: number): Team {
  return {
    thread,
    threads,
    together: () => {
      const phase = Atomics.load(control, PHASE);
      if (Atomics.add(control, ARRIVED, 1) === threads - 1) {
        Atomics.store(control, ARRIVED, 0);
        Atomics.add(control, PHASE, 1);
        Atomics.notify(control, PHASE);
        return;
      }
      waitWhile(control, PHASE, phase, PATIENCE_MS);
    },
  };
}

function waitWhile(control: Int32Array, at: number, value: number, limit: number): void {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(control, at) !== value) return;
  while (Atomics.load(control, at) === value) {
    if (Atomics.wait(control, at, value, limit) === 'timed-out')
      throw new Error('A thread of this model has stopped.');
  }
}

/** Tells the others that there is work: so many sequences, which have so many rows in all. */
export function begin(control: Int32Array, rows: number, sequences: number): void {
  Atomics.store(control, ROWS, rows);
  Atomics.store(control, SEQUENCES, sequences);
  Atomics.add(control, GO, 1);
  Atomics.notify(control, GO);
}

/** Does its share of each work that begins, for as long as the thread lives. */
export function serve(
  control: Int32Array,
  { together }: Team,
  share: (rows: number, sequences: number) => void,
): never {
  for (let seen = 0; ; seen++) {
    waitWhile(control, GO, seen, Number.POSITIVE_INFINITY);
    share(Atomics.load(control, ROWS), Atomics.load(control, SEQUENCES));
    together();
  }
}

/** The thread's share of `count` things, in whole groups of `group` but for the last. */
export function shareOf(
  { thread, threads }: Team,
  count: number,
  group = 1,
): readonly [from: number, to: number] {
  const groups = Math.ceil(count / group);
  const at = (index: number) => Math.min(count, Math.floor((groups * index) / threads) * group);
  return [at(thread), at(thread + 1)];
}
