import type { AlphaRule } from '../core/image/picture.ts';
import { PIPELINE_VERSION } from '../core/image/pipeline-version.ts';
import type { LoadedModel } from '../engine/loading.ts';
import { EngineError } from '../engine/errors.ts';
import type { EvaluationSet } from './sets/set.ts';

/** A column of the page whose model is there. */
export interface ReadyColumn {
  readonly id: string;
  readonly model: LoadedModel;
}

/** An image tower of the run and what it has encoded. */
export interface RunTower {
  /** Equal keys give equal embeddings. */
  readonly key: string;
  /** A loaded model that has this tower. */
  readonly modelId: string;
  /** [N, D]; rows beyond `have` are zeros. */
  readonly embeddings: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
  /** Pictures that are encoded, from the first on. */
  have: number;
  /** Places of those among them that could not be read. */
  readonly failed: Set<number>;
}

/** Memory that the embeddings of one run may take. */
const MOST_BYTES = 1.5 * 2 ** 30;

/**
 * The image tower of each column; columns of the same tower and preprocessing have the same one. What `earlier` towers
 * encoded of the same pictures is taken over.
 *
 * @throws EngineError `set-too-large`
 */
export function createTowers(
  set: EvaluationSet,
  columns: readonly ReadyColumn[],
  alpha: AlphaRule,
  earlier: readonly RunTower[],
): RunTower[] {
  const towers = new Map<string, RunTower>();
  const before = new Map(earlier.map((tower) => [tower.key, tower]));
  const sizes = new Map(
    columns.map(({ model }) => [towerKey(model, alpha), model.model.description.architecture]),
  );
  const bytes = [...sizes.values()].reduce(
    (sum, { embedDim }) => sum + set.pictures.length * embedDim * Float32Array.BYTES_PER_ELEMENT,
    0,
  );
  if (bytes > MOST_BYTES) {
    throw new EngineError('set-too-large', 'The embeddings need more memory than a page has.', {
      count: set.pictures.length,
      columns: columns.length,
    });
  }
  return columns.map(({ model }) => {
    const key = towerKey(model, alpha);
    const { embedDim: dimensions } = model.model.description.architecture;
    const kept = before.get(key);
    const tower = towers.get(key) ?? {
      key,
      modelId: model.id,
      embeddings: kept?.embeddings ?? new Float32Array(set.pictures.length * dimensions),
      dimensions,
      have: kept?.have ?? 0,
      failed: kept?.failed ?? new Set<number>(),
    };
    towers.set(key, tower);
    return tower;
  });
}

/** What the embeddings of a picture depend on beside the picture. */
export function towerKey({ model }: LoadedModel, alpha: AlphaRule): string {
  const { fingerprints, description } = model;
  return `${fingerprints.image} ${JSON.stringify(description.preprocessing)} ${alpha} ${PIPELINE_VERSION}`;
}
