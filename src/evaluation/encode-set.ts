import type { Engine } from '../engine/contract.ts';
import type { PictureFile } from '../engine/encoding.ts';
import { encodePictures, readPictures } from './encode-pictures.ts';
import { batchEnd, FIRST_BATCH, nextBatchSize, nextPace } from './pace.ts';
import type { RunShelf } from './run-shelf.ts';
import type { Evaluation } from './run.ts';
import type { Scoring } from './scoring/scoring-messages.ts';
import type { RunTower } from './towers.ts';

/** Pictures that are scored between two looks at the state. */
const SCORED_AT_ONCE = 256;

/** One run under way: what its steps share. */
export interface RunWork {
  /** The image towers of the run's columns, each once. */
  readonly towers: readonly RunTower[];
  /** [N] */
  readonly trueClasses: Int32Array;
  readonly engine: Pick<Engine, 'encodeImagesWith' | 'encodeTexts'>;
  readonly signal: AbortSignal;
  readonly shelf: RunShelf;
  readonly breathe: () => Promise<void>;
  /** The run as it stands. */
  readonly run: () => Evaluation;
  /** `calmly`: the view hears of it when it has not heard for a while. */
  readonly update: (change: Partial<Evaluation>, at: 'once' | 'calmly') => void;
  /** Waits while the run is paused. */
  readonly whilePaused: () => Promise<void>;
}

/** The same, when it has come to pictures. */
interface ScoredWork extends RunWork {
  readonly scoring: Scoring;
}

/** Pictures on their way. */
interface Batch {
  readonly from: number;
  readonly to: number;
  readonly files: Promise<readonly PictureFile[]>;
}

/** Places of pictures that could not be read. */
export function unreadablePlaces({ towers }: RunWork): ReadonlySet<number> {
  return new Set(towers.flatMap((tower) => [...tower.failed]));
}

/**
 * Encodes and scores every picture of the set, batch after batch; what is encoded already is only scored.
 * @throws what reading and encoding throw, and an `AbortError` where the run is given up
 */
export async function encodeSet(work: ScoredWork): Promise<void> {
  const { towers, signal, run, update } = work;
  const total = run().set.pictures.length;
  let size = FIRST_BATCH;
  let batch: Batch | null = null;
  while (run().done < total) {
    // What the last batch brought is shown before a rest.
    if (run().state === 'paused') update({}, 'once');
    await work.whilePaused();
    signal.throwIfAborted();
    const { done } = run();
    const ready = Math.min(...towers.map(({ have }) => have));
    if (done < ready) {
      await score(work, Math.min(ready, done + SCORED_AT_ONCE));
      continue;
    }
    const start = performance.now();
    const { from, to, files: coming }: Batch = batch ?? ahead(work, done, size);
    const files = await coming;
    batch = to < total ? ahead(work, to, size) : null;
    await encodeBatch(work, from, to, files);
    const seconds = (performance.now() - start) / 1000;
    size = nextBatchSize(size, seconds);
    update({ pace: nextPace(run().pace, to - from, seconds, total - to) }, 'calmly');
  }
}

async function encodeBatch(
  work: ScoredWork,
  from: number,
  to: number,
  files: readonly PictureFile[],
): Promise<void> {
  const { engine, towers, signal, shelf, run } = work;
  await encodePictures(engine, towers, from, files, run().settings.alpha, signal);
  await shelf.keepRows(from, to);
  await score(work, to);
}

/** A batch's files, read while the batch before is encoded. */
function ahead({ towers, signal, run }: RunWork, from: number, size: number): Batch {
  const { pictures } = run().set;
  const next = Math.min(...towers.map(({ have }) => have).filter((have) => have > from));
  const to: number = Math.min(batchEnd(pictures, from, size), next);
  const files = readPictures(pictures.slice(from, to), signal);
  // Looked at when its turn comes; until then a rejection is nobody's.
  files.catch(() => undefined);
  return { from, to, files };
}

async function score(work: ScoredWork, to: number): Promise<void> {
  const { run, update, trueClasses, scoring } = work;
  const { columns, done, set, unreadable } = run();
  for (const column of columns) await scoring.rows(column, trueClasses, done, to);
  const names = [...unreadablePlaces(work)]
    .filter((place) => place >= done && place < to)
    .map((place) => set.pictures[place]?.name ?? '');
  update({ done: to, unreadable: [...unreadable, ...names] }, 'calmly');
}
