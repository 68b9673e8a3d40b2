import { imagePatchGraph } from '../../core/graph/image-tower.ts';
import type { CallOptions } from '../../engine/calls.ts';
import { fillWeights } from '../prepare/fill-weights.ts';
import { createExclusive } from '../runtime/exclusive.ts';
import type { TowerRecipe } from '../runtime/open-tower.ts';
import { probeInput } from '../runtime/self-test.ts';
import type { Tower, TowerPool } from '../runtime/tower-pool.ts';
import type { TowerInput } from '../runtime/tower-session.ts';
import type { Model } from './model.ts';

/** Two columns side by side. */
const MOST_KEPT = 2;

/** Image towers that give patches, made when they are first asked for. */
export interface PatchTowers {
  /** Vectors of all places of each picture, [N, places, D]; models with the same image tower share its tower of patches. */
  encode(model: Model, input: TowerInput, options: CallOptions): Promise<Float32Array>;
  /** Lets a model's tower go, unless another model that was asked about has the same. */
  release(model: Model): Promise<void>;
}

interface Kept {
  readonly tower: Tower;
  readonly askedBy: Set<string>;
}

/**
 * A tower of patches is a session of its own beside the image tower's: it holds the image tower's weights a second time (of a ModifiedResNet
 * all but the queries and keys of its pooling), read or drawn anew. Of more than two, the one used longest ago goes.
 */
export function createPatchTowers(pool: TowerPool): PatchTowers {
  /** By the image tower's fingerprint, the one used last at the end. */
  const kept = new Map<string, Kept>();
  const exclusive = createExclusive();

  async function take(model: Model, options: CallOptions): Promise<Tower> {
    options.signal?.throwIfAborted();
    const name = model.image.fingerprint;
    const known = kept.get(name);
    const { tower, askedBy } = known ?? {
      tower: await pool.acquire(patchRecipe(model), options),
      askedBy: new Set<string>(),
    };
    kept.delete(name);
    kept.set(name, { tower, askedBy: askedBy.add(model.id) });
    for (const [old, { tower: unused }] of [...kept].slice(0, -MOST_KEPT)) {
      kept.delete(old);
      await unused.release();
    }
    return tower;
  }

  return {
    encode: (model, input, options) =>
      exclusive(async () => (await take(model, options)).encode(input)),
    release: (model) =>
      exclusive(async () => {
        const name = model.image.fingerprint;
        const own = kept.get(name);
        if (!own?.askedBy.delete(model.id) || own.askedBy.size > 0) return;
        kept.delete(name);
        await own.tower.release();
      }),
  };
}

function patchRecipe({ info, report, sources }: Model): TowerRecipe {
  const { architecture, activation } = info.description;
  const graph = imagePatchGraph(architecture, activation, info.precision);
  return {
    graph,
    file: null,
    probe: probeInput(architecture, 'image'),
    fill: (options) => fillWeights(graph, { architecture, report, sources, ...options }),
  };
}
