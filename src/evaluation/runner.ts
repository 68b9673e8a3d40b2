import type { Engine } from '../engine/contract.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import { createBreath } from './breathe.ts';
import { encodeClasses } from './encode-classes.ts';
import { encodeSet, type RunWork, unreadablePlaces } from './encode-set.ts';
import { nearestMean } from './nearest-mean.ts';
import { runShelf } from './run-shelf.ts';
import type { EvaluatedColumn, Evaluation } from './run.ts';
import { openScoring } from './scoring.ts';
import type { EmbeddingShelf } from './shelf.ts';
import type { RunTower } from './towers.ts';

/** Milliseconds between two changes that the view hears of. */
const CALM = 500;

/** One run under way. */
export interface Runner {
  readonly towers: readonly RunTower[];
  /** Encodes and scores until the end, a failure or an abort. Rejects with what went wrong. */
  carryOut(): Promise<void>;
  /** Stops after the batch at hand. */
  pause(): void;
  goOn(): void;
  fail(error: EngineErrorData): void;
  /** Measures the image towers alone, with `k` pictures a class. */
  measure(k: number): Promise<void>;
}

export interface RunnerOutside {
  readonly engine: Pick<Engine, 'encodeImagesWith' | 'encodeTexts'>;
  readonly signal: AbortSignal;
  /** `null` where nothing is kept. */
  readonly shelf: EmbeddingShelf | null;
  readonly publish: (run: Evaluation) => void;
}

/** @param towers the image towers of `begun`'s columns, each once */
export function createRunner(
  begun: Evaluation,
  towers: readonly RunTower[],
  { engine, signal, shelf, publish }: RunnerOutside,
): Runner {
  const { set } = begun;
  const { run, update } = shownRun(begun, publish);
  const pause = pauses();
  signal.addEventListener('abort', pause.end, { once: true });
  const work: RunWork = {
    towers,
    trueClasses: Int32Array.from(set.pictures, ({ trueClass }) => trueClass),
    engine,
    signal,
    shelf: runShelf(shelf, set, towers, () => update({ notKept: true }, 'once')),
    breathe: createBreath(),
    run,
    update,
    whilePaused: pause.wait,
  };
  return {
    towers,
    carryOut: () => carryOut(work),
    pause() {
      if (run().state !== 'running') return;
      pause.begin();
      update({ state: 'paused', pace: null }, 'once');
    },
    goOn() {
      if (run().state !== 'paused') return;
      update({ state: 'running' }, 'once');
      pause.end();
    },
    fail: (error) => update({ state: 'failed', error }, 'once'),
    measure: (k) => measure(work, k),
  };
}

/** A run that changes: each change is published, those that come `calmly` not too often. */
function shownRun(
  begun: Evaluation,
  publish: (run: Evaluation) => void,
): Pick<RunWork, 'run' | 'update'> {
  let run = begun;
  let published = Number.NEGATIVE_INFINITY;
  return {
    run: () => run,
    update(change, at) {
      run = { ...run, ...change };
      if (at === 'calmly' && performance.now() - published < CALM) return;
      published = performance.now();
      publish(run);
    },
  };
}

/** Between `begin` and `end` whoever waits has to wait. */
function pauses() {
  let open = (): void => undefined;
  let gate: Promise<void> = Promise.resolve();
  return {
    begin(): void {
      gate = new Promise((resolve) => {
        open = resolve;
      });
    },
    end: (): void => open(),
    wait: (): Promise<void> => gate,
  };
}

async function carryOut(work: RunWork): Promise<void> {
  const { engine, signal, shelf, towers, run, update } = work;
  await shelf.restore();
  update({ restored: Math.min(...towers.map(({ have }) => have)) }, 'once');
  const cut = await encodeClasses(run(), {
    engine,
    signal,
    recall: shelf.recallClasses,
    keep: shelf.keepClasses,
    onProgress: (done, total) => update({ prompts: { done, total } }, 'calmly'),
  });
  signal.throwIfAborted();
  update({ state: 'running', cut }, 'once');
  await scored(work);
  await measure(work, run().settings.meanPictures);
  update({ state: 'done', pace: null }, 'once');
}

/** With a thread for the comparing where there is much to compare, for as long as the run needs it. */
async function scored(work: RunWork): Promise<void> {
  const { signal, run } = work;
  const { columns, set } = run();
  const numbers = columns.reduce((sum, { classVectors }) => sum + classVectors.length, 0);
  const scoring = openScoring(set.pictures.length * numbers);
  const stop = (): void => scoring.end(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await encodeSet({ ...work, scoring });
  } finally {
    signal.removeEventListener('abort', stop);
    scoring.end();
  }
}

async function measure(work: RunWork, k: number): Promise<void> {
  const { towers, trueClasses: classes, breathe, signal, run, update } = work;
  const places = unreadablePlaces(work);
  const classCount = run().set.classes.length;
  const results = new Map<Float32Array, EvaluatedColumn['nearestMean']>();
  for (const { embeddings, dimensions } of towers) {
    const data = { embeddings, dimensions, classes, classCount };
    results.set(embeddings, await nearestMean(data, places, k, breathe, signal));
  }
  const { columns, settings } = run();
  const withMean = (column: EvaluatedColumn): EvaluatedColumn => ({
    ...column,
    nearestMean: results.get(column.embeddings) ?? null,
  });
  update({ columns: columns.map(withMean), settings: { ...settings, meanPictures: k } }, 'once');
}
