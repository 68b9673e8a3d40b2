import type { Engine } from '../engine/contract.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import { createBreath } from './breathe.ts';
import { encodeClasses } from './encode-classes.ts';
import { encodeSet, type RunWork, unreadablePlaces } from './encode-set.ts';
import { nearestMean, nearestMeanWork } from './nearest-mean.ts';
import { runShelf } from './run-shelf.ts';
import type { EvaluatedColumn, Evaluation } from './run.ts';
import { withScoring } from './scoring/scoring.ts';
import type { Scoring } from './scoring/scoring-messages.ts';
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
    measure: (k) => withScoring(meanWork(work), signal, (scoring) => measure(work, k, scoring)),
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
  // With a thread for the comparing where there is much to compare, for as long as the run needs it.
  const products = scoreWork(run()) + meanWork(work);
  await withScoring(products, signal, async (scoring) => {
    await encodeSet({ ...work, scoring });
    await measure(work, run().settings.meanPictures, scoring);
  });
  update({ state: 'done', pace: null }, 'once');
}

/** Multiplications of every picture with every class of every column. */
function scoreWork({ columns, set }: Evaluation): number {
  const numbers = columns.reduce((sum, { classVectors }) => sum + classVectors.length, 0);
  return set.pictures.length * numbers;
}

function meanWork({ towers, run }: RunWork): number {
  const { pictures, classes } = run().set;
  return towers.reduce(
    (sum, { dimensions }) => sum + nearestMeanWork(pictures.length, classes.length, dimensions),
    0,
  );
}

async function measure(work: RunWork, k: number, scoring: Scoring): Promise<void> {
  const { towers, trueClasses: classes, breathe, run, update } = work;
  const places = unreadablePlaces(work);
  const classCount = run().set.classes.length;
  const results = new Map<Float32Array, EvaluatedColumn['nearestMean']>();
  for (const { embeddings, dimensions } of towers) {
    const data = { embeddings, dimensions, classes, classCount };
    results.set(embeddings, await nearestMean(data, places, k, breathe, scoring));
  }
  const { columns, settings } = run();
  const withMean = (column: EvaluatedColumn): EvaluatedColumn => ({
    ...column,
    nearestMean: results.get(column.embeddings) ?? null,
  });
  update({ columns: columns.map(withMean), settings: { ...settings, meanPictures: k } }, 'once');
}
