import {
  type ClassMeans,
  type LabelledEmbeddings,
  NO_CLASS,
} from '../../core/evaluation/nearest-class-mean.ts';
import type { Scorable } from '../../core/scoring/score-rows.ts';
import type { EngineWorker } from '../../engine/client.ts';
import { watchedWorker } from '../../engine/spawn-worker.ts';
import { scoringHere } from './scoring-here.ts';
import type { FileJob, FileResults, FileWork, NearestPiece, Scoring } from './scoring-messages.ts';
import { openThread, type ScoringThread, stopped } from './scoring-thread.ts';

/** Multiplications that the page's own thread does, in slices: less than a thread takes to start. */
const LITTLE = 2e8;

/** As how many of them a byte of a file counts: half a second for a hundred megabytes of JSON or of float16. */
const BYTE = 100;

/** Bytes of rows that are sent at once, and how many such pieces wait: memory does not grow with the set. */
const PIECE = 2 ** 20;

/**
 * Scoring for about so many multiplications: in a thread of its own where they are many and the browser has workers.
 *
 * @throws CodedError `scoring-stopped` where the browser starts no thread; its work rejects with that where the thread ends
 */
export function openScoring(
  products: number,
  spawn: (() => EngineWorker) | null = typeof Worker === 'undefined' ? null : spawnScoring,
): Scoring {
  if (spawn && products > LITTLE) return inThread(spawn);
  return scoringHere((more) => openScoring(more, spawn));
}

function spawnScoring(): EngineWorker {
  return watchedWorker(
    new Worker(new URL('./scoring-worker.ts', import.meta.url), {
      type: 'module',
      name: 'scoring',
    }),
  );
}

/**
 * `openScoring` for as long as `work` runs, given up with the signal.
 *
 * @throws what `openScoring` and the work throw, and the signal's reason
 */
export async function withScoring<T>(
  products: number,
  signal: AbortSignal,
  work: (scoring: Scoring) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const scoring = openScoring(products);
  const stop = (): void => scoring.end(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await work(scoring);
    signal.throwIfAborted();
    return result;
  } catch (error) {
    // What goes wrong with work that nobody wants any more is told to nobody.
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    scoring.end();
  }
}

/** Reads files that people opened: large ones in a thread of its own. */
export function readApart<Job extends FileJob>(
  job: Job,
  work: FileWork[Job],
  files: readonly File[],
  signal: AbortSignal,
): Promise<FileResults[Job]> {
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return withScoring(BYTE * bytes, signal, (scoring) => scoring.read(job, work));
}

function inThread(spawn: () => EngineWorker): Scoring {
  const thread = openThread(spawn);
  /** Class vectors that are there already. */
  const known = new Map<Float32Array, number>();
  return {
    rows: (column, trueClasses, from, to) =>
      inPieces(column.dimensions, from, to, (at, end) =>
        judge(thread, known, column, trueClasses, at, end),
      ),
    async nearest(data, means, tested) {
      let right = 0;
      await inPieces(data.dimensions, 0, tested.length, async (from, to) => {
        const piece = pieceOf(data, means, tested.slice(from, to));
        const transfer = [piece.rows.buffer, piece.classes.buffer];
        // Added when it has come: two pieces are on their way at once.
        const more = await thread.ask({ kind: 'nearest', piece }, transfer);
        right += more;
      });
      return right;
    },
    async shards({ signal, onRows, ...work }) {
      signal.throwIfAborted();
      const stop = (): void => thread.end(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await thread.ask({ kind: 'shards', work }, [], onRows);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    // What that job gives is what the thread answers to it.
    read: async <Job extends FileJob>(job: Job, work: FileWork[Job]) =>
      (await thread.ask({ kind: 'read', job, work }, [])) as FileResults[Job],
    end: (reason) => thread.end(reason ?? stopped('It was ended.')),
  };
}

/** One piece of rows after the other; while one is multiplied, the next lies ready. */
async function inPieces(
  dimensions: number,
  from: number,
  to: number,
  send: (from: number, to: number) => Promise<void>,
): Promise<void> {
  const many = Math.max(1, Math.floor(PIECE / (4 * dimensions)));
  let earlier = Promise.resolve();
  for (let at = from; at < to; at += many) {
    const piece = send(at, Math.min(to, at + many));
    // Looked at when its turn comes.
    piece.catch(() => undefined);
    await earlier;
    earlier = piece;
  }
  await earlier;
}

async function judge(
  thread: ScoringThread,
  known: Map<Float32Array, number>,
  { embeddings, dimensions, classVectors, rule, outcomes }: Scorable,
  trueClasses: Int32Array,
  from: number,
  to: number,
): Promise<void> {
  const column = known.get(classVectors) ?? known.size;
  const first = !known.has(classVectors);
  known.set(classVectors, column);
  // A copy that belongs to the thread.
  const rows = embeddings.slice(from * dimensions, to * dimensions);
  const request = {
    kind: 'rows',
    column,
    classVectors: first ? classVectors : null,
    dimensions,
    rule,
    rows,
    trueClasses: trueClasses.slice(from, to),
  } as const;
  const value = await thread.ask(request, [rows.buffer]);
  outcomes.predicted.set(value.predicted, from);
  outcomes.rank.set(value.rank, from);
  outcomes.confidence.set(value.confidence, from);
}

/** The tested pictures' rows, gathered, as a copy that belongs to the thread. */
function pieceOf(
  { embeddings, dimensions, classes }: LabelledEmbeddings,
  means: ClassMeans,
  tested: readonly number[],
) {
  const rows = new Float32Array(tested.length * dimensions);
  tested.forEach((picture, place) => {
    rows.set(
      embeddings.subarray(picture * dimensions, (picture + 1) * dimensions),
      place * dimensions,
    );
  });
  const own = Int32Array.from(tested, (picture) => classes[picture] ?? NO_CLASS);
  return { means, dimensions, rows, classes: own } satisfies NearestPiece;
}
