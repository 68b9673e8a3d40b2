import type { StoreApi } from 'zustand/vanilla';
import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { All, GetAll, SetAll } from '../all.ts';
import type { Outside } from '../outside.ts';
import { boundVectors } from '../selectors/bound-vectors.ts';
import type { State } from '../state.ts';
import { keepScored } from '../scoring/keep-scored.ts';
import { type EncodingPage, encodeWork } from './encode-work.ts';
import { missingKeys } from './missing-keys.ts';
import { workQueue, type WorkQueue } from './work-queue.ts';

/** What fetches missing vectors, one call after the other. */
export interface Encoder {
  /** Resolves when all that is missing is there, or has failed. */
  encode(): Promise<void>;
  /** Leaves out what is missing now. */
  cancel(): void;
}

export function createEncoder(outside: Outside, store: StoreApi<All>): Encoder {
  const { setState: set, getState: get } = store;
  const page = { ...outside, set, get };
  const runs = newestWins();
  const queue = workQueue();
  let busy = false;
  let running = Promise.resolve();

  keepScored(store);
  const settle = (): void => settled(set, get, outside.vectorBytes);

  async function encode(): Promise<void> {
    for (let signal: AbortSignal | null = null; !signal || isCutShort(get(), queue, signal);) {
      const current = runs.begin();
      signal = current;
      await attempt(
        () => encodeAll(page, queue, current),
        (error) => get().notify('encoding.failed', { reason: error.message }, { tone: 'problem' }),
      );
    }
    busy = false;
    settle();
    set(({ encoding }) => ({ encoding: { ...encoding, pictures: null, prompts: null } }));
  }

  return {
    encode: async () => {
      forgetLeft(set, get);
      queue.tryAgain();
      if (!busy) {
        if (!queue.hasWork(get())) return settle();
        busy = true;
        running = encode();
      }
      await running;
    },
    cancel: () => {
      set({ encoding: { pictures: null, prompts: null, left: missingKeys(get()) } });
      runs.giveUp();
    },
  };
}

async function encodeAll(page: EncodingPage, queue: WorkQueue, signal: AbortSignal): Promise<void> {
  const { get } = page;
  for (;;) {
    const work = signal.aborted || get().health === 'dead' ? null : queue.take(get());
    if (!work) return;
    await encodeWork(page, work, signal);
  }
}

/** Cancelled, with something new to do since. */
function isCutShort(state: State, queue: WorkQueue, signal: AbortSignal): boolean {
  return signal.aborted && state.health === 'alive' && queue.hasWork(state);
}

/** What was cancelled and is no longer asked for is new when somebody asks for it again. */
function forgetLeft(set: SetAll, get: GetAll): void {
  const { left } = get().encoding;
  if (left.size === 0) return;
  const missing = missingKeys(get());
  const still = new Set([...left].filter((key) => missing.has(key)));
  if (still.size < left.size) set(({ encoding }) => ({ encoding: { ...encoding, left: still } }));
}

/** Nothing is to be encoded any more, or now. */
function settled(set: SetAll, get: GetAll, vectorBytes: number | undefined): void {
  dropPrevious(set, get);
  const vectors = boundVectors(get(), vectorBytes);
  if (vectors !== get().vectors) set({ vectors });
}

/** Every column answers for itself now, or shows what it lacks. */
function dropPrevious(set: SetAll, get: GetAll): void {
  if (!get().columns.some(({ status }) => status.kind === 'ready' && status.previous)) return;
  set(({ columns }) => ({
    columns: columns.map((column) =>
      column.status.kind === 'ready' && column.status.previous
        ? { ...column, status: { kind: 'ready', loaded: column.status.loaded } }
        : column,
    ),
  }));
}
