import type { Engine, EngineErrorData } from '../engine/contract.ts';
import { createBreath } from './breathe.ts';
import { encodeClasses } from './encode-classes.ts';
import { encodePictures, readPictures } from './encode-pictures.ts';
import { nearestMean } from './nearest-mean.ts';
import { batchEnd, FIRST_BATCH, nextBatchSize, nextPace } from './pace.ts';
import type { Evaluation } from './run.ts';
import { scorePictures } from './score-pictures.ts';
import type { EmbeddingShelf } from './shelf.ts';
import type { RunTower } from './towers.ts';

/** Pictures that are scored between two looks at the state. */
const SCORED_AT_ONCE = 256;
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

/** Pictures on their way. */
interface Batch {
  readonly from: number;
  readonly to: number;
  readonly blobs: Promise<readonly Blob[]>;
}

/** @param towers the image towers of `begun`'s columns, each once */
export function createRunner(
  begun: Evaluation,
  towers: readonly RunTower[],
  { engine, signal, shelf, publish }: RunnerOutside,
): Runner {
  const { set, settings } = begun;
  const trueClasses = Int32Array.from(set.pictures, ({ trueClass }) => trueClass);
  const breathe = createBreath();
  let run = begun;
  let published = Number.NEGATIVE_INFINITY;
  let keeping = shelf;
  let opened = (): void => undefined;
  let gate: Promise<void> = Promise.resolve();
  signal.addEventListener('abort', () => opened(), { once: true });

  const update = (change: Partial<Evaluation>, at: 'once' | 'calmly'): void => {
    run = { ...run, ...change };
    if (at === 'calmly' && performance.now() - published < CALM) return;
    published = performance.now();
    publish(run);
  };
  const failed = (): ReadonlySet<number> => new Set(towers.flatMap((tower) => [...tower.failed]));

  /** Storage may be full or forbidden at any time; the run does not depend on it. */
  async function onShelf<T>(work: (shelf: EmbeddingShelf) => Promise<T>): Promise<T | undefined> {
    if (!keeping) return undefined;
    try {
      return await work(keeping);
    } catch {
      keeping = null;
      update({ notKept: true }, 'once');
      return undefined;
    }
  }

  async function restore(): Promise<void> {
    for (const tower of towers) {
      if (tower.have > 0) continue;
      const { key, embeddings } = tower;
      const kept = await onShelf((shelf) => shelf.load(set.identity, key, embeddings));
      tower.have = Math.min(kept?.done ?? 0, set.pictures.length);
      for (const place of kept?.failed ?? []) tower.failed.add(place);
    }
    update({ restored: Math.min(...towers.map(({ have }) => have)) }, 'once');
  }

  async function keep(from: number, to: number): Promise<void> {
    for (const { key, embeddings, dimensions, failed } of towers) {
      const piece = {
        tower: key,
        identity: set.identity,
        title: set.title,
        pictures: set.pictures.length,
        from,
        rows: embeddings.slice(from * dimensions, to * dimensions),
        dimensions,
        failed: [...failed].filter((place) => place >= from && place < to),
      };
      await onShelf((shelf) => shelf.append(piece));
    }
  }

  async function score(to: number): Promise<void> {
    const { done } = run;
    await scorePictures(run, trueClasses, done, to, breathe);
    const names = [...failed()]
      .filter((place) => place >= done && place < to)
      .map((place) => set.pictures[place]?.name ?? '');
    update({ done: to, unreadable: [...run.unreadable, ...names] }, 'calmly');
  }

  /** A batch's files, read while the batch before is encoded. */
  function ahead(from: number, size: number): Batch {
    const next = Math.min(...towers.map(({ have }) => have).filter((have) => have > from));
    const to: number = Math.min(batchEnd(set.pictures, from, size), next);
    const blobs = readPictures(set.pictures.slice(from, to), signal);
    // Looked at when its turn comes; until then a rejection is nobody's.
    blobs.catch(() => undefined);
    return { from, to, blobs };
  }

  async function encodeAll(): Promise<void> {
    const total = set.pictures.length;
    let size = FIRST_BATCH;
    let batch: Batch | null = null;
    while (run.done < total) {
      // What the last batch brought is shown before a rest.
      if (run.state === 'paused') update({}, 'once');
      await gate;
      signal.throwIfAborted();
      const ready = Math.min(...towers.map(({ have }) => have));
      if (run.done < ready) {
        await score(Math.min(ready, run.done + SCORED_AT_ONCE));
        continue;
      }
      const start = performance.now();
      const { from, to, blobs }: Batch = batch ?? ahead(run.done, size);
      const files = await blobs;
      batch = to < total ? ahead(to, size) : null;
      await encodePictures(engine, towers, from, files, settings.alpha, signal);
      await keep(from, to);
      await score(to);
      const seconds = (performance.now() - start) / 1000;
      size = nextBatchSize(size, seconds);
      update({ pace: nextPace(run.pace, to - from, seconds, total - to) }, 'calmly');
    }
  }

  async function measure(k: number): Promise<void> {
    const places = failed();
    const classCount = set.classes.length;
    const results = new Map<Float32Array, Evaluation['columns'][number]['nearestMean']>();
    for (const { embeddings, dimensions } of towers) {
      const data = { embeddings, dimensions, classes: trueClasses, classCount };
      results.set(embeddings, await nearestMean(data, places, k, breathe, signal));
    }
    const columns = run.columns.map((column) => ({
      ...column,
      nearestMean: results.get(column.embeddings) ?? null,
    }));
    update({ columns, settings: { ...run.settings, meanPictures: k } }, 'once');
  }

  return {
    towers,
    async carryOut() {
      await restore();
      const cut = await encodeClasses(run, {
        engine,
        signal,
        recall: async (key) =>
          (await onShelf((shelf) => shelf.loadClasses(set.identity, key))) ?? null,
        keep: async (key, classes) => {
          await onShelf((shelf) => shelf.keepClasses(set.identity, key, classes));
        },
        onProgress: (done, total) => update({ prompts: { done, total } }, 'calmly'),
      });
      signal.throwIfAborted();
      update({ state: 'running', cut }, 'once');
      await encodeAll();
      await measure(settings.meanPictures);
      update({ state: 'done', pace: null }, 'once');
    },
    pause() {
      if (run.state !== 'running') return;
      gate = new Promise((resolve) => {
        opened = resolve;
      });
      update({ state: 'paused', pace: null }, 'once');
    },
    goOn() {
      if (run.state !== 'paused') return;
      update({ state: 'running' }, 'once');
      opened();
    },
    fail: (error) => update({ state: 'failed', error }, 'once'),
    measure,
  };
}
