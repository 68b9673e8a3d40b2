import { CodedError } from '../core/errors.ts';
import type { Outcomes } from '../core/evaluation/outcomes.ts';
import { type Scorable, scoreInSlices } from '../core/scoring/score-rows.ts';
import type { EngineWorker } from '../engine/client.ts';
import { EngineError } from '../engine/errors.ts';
import { watchedWorker } from '../engine/spawn-worker.ts';
import { createBreath } from './breathe.ts';
import { type ScoredShards, type ShardWork, scoreShards } from './score-shards.ts';
import type { ScoringReply, ScoringRequest } from './scoring-messages.ts';

/** Who multiplies pictures with classes. */
export interface Scoring {
  /** Enters the pictures from `from` up to, not including, `to` into the column's outcomes. */
  rows(column: Scorable, trueClasses: Int32Array, from: number, to: number): Promise<void>;
  shards(work: ShardWork): Promise<ScoredShards>;
  /** Lets go of its thread; what is still to be done rejects with the reason. */
  end(reason?: unknown): void;
}

/** Multiplications that the page's own thread does, in slices: less than a thread takes to start. */
const LITTLE = 2e8;

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
  return spawn && products > LITTLE ? inThread(spawn) : inPage();
}

function spawnScoring(): EngineWorker {
  return watchedWorker(
    new Worker(new URL('./scoring-worker.ts', import.meta.url), {
      type: 'module',
      name: 'scoring',
    }),
  );
}

function inPage(): Scoring {
  const breathe = createBreath();
  return {
    rows: (column, trueClasses, from, to) => scoreInSlices(column, trueClasses, from, to, breathe),
    shards: scoreShards,
    end: () => undefined,
  };
}

interface Asked {
  readonly resolve: (value: Outcomes | ScoredShards) => void;
  readonly reject: (reason: unknown) => void;
  readonly onRows: (rows: number) => void;
}

function inThread(spawn: () => EngineWorker): Scoring {
  const thread = openThread(spawn);
  /** Class vectors that are there already. */
  const known = new Map<Float32Array, number>();

  async function judged(
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
    const value = (await thread.ask(request, [rows.buffer])) as Outcomes;
    outcomes.predicted.set(value.predicted, from);
    outcomes.rank.set(value.rank, from);
    outcomes.confidence.set(value.confidence, from);
  }

  return {
    async rows(column, trueClasses, from, to) {
      const many = Math.max(1, Math.floor(PIECE / (4 * column.dimensions)));
      // While one piece is multiplied, the next lies ready.
      let earlier = Promise.resolve();
      for (let at = from; at < to; at += many) {
        const piece = judged(column, trueClasses, at, Math.min(to, at + many));
        // Looked at when its turn comes.
        piece.catch(() => undefined);
        await earlier;
        earlier = piece;
      }
      await earlier;
    },
    async shards({ signal, onRows, ...work }) {
      signal.throwIfAborted();
      const stop = (): void => thread.end(signal.reason);
      signal.addEventListener('abort', stop, { once: true });
      try {
        return (await thread.ask({ kind: 'shards', work }, [], onRows)) as ScoredShards;
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    end: (reason) => thread.end(reason ?? stopped('It was ended.')),
  };
}

type Request = ScoringRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never;

function openThread(spawn: () => EngineWorker) {
  const worker = started(spawn);
  const asked = new Map<number, Asked>();
  let next = 1;
  let over: { readonly reason: unknown } | null = null;

  const end = (reason: unknown): void => {
    over ??= { reason };
    worker.terminate();
    for (const { reject } of asked.values()) reject(reason);
    asked.clear();
  };
  void worker.died.then((reason) => end(stopped(reason)));
  worker.listen((data) => {
    const reply = data as ScoringReply;
    const call = asked.get(reply.id);
    if (reply.kind === 'progress') return call?.onRows(reply.rows);
    asked.delete(reply.id);
    if (reply.kind !== 'error') return call?.resolve(reply.value);
    const { code, message, details } = reply.error;
    call?.reject(new EngineError(code, message, details));
  });

  const ask = (
    request: Request,
    transfer: Transferable[],
    onRows: (rows: number) => void = () => undefined,
  ): Promise<Outcomes | ScoredShards> =>
    new Promise((resolve, reject) => {
      if (over) return reject(over.reason);
      const id = next++;
      worker.send({ ...request, id }, transfer);
      asked.set(id, { resolve, reject, onRows });
    });
  return { ask, end };
}

function started(spawn: () => EngineWorker): EngineWorker {
  try {
    return spawn();
  } catch (error) {
    throw stopped(String(error));
  }
}

function stopped(reason: string): CodedError {
  return new CodedError(
    'scoring-stopped',
    `The thread that compares pictures with classes ended before its work was done: ${reason} Close other tabs and start once more; what was encoded is still there.`,
    { reason },
  );
}
