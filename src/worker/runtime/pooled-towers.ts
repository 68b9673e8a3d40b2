import { nextTask } from '../../engine/next-task.ts';
import type { CallOptions } from '../../engine/calls.ts';
import { EngineError } from '../../engine/errors.ts';
import { type Backend, type BackendOpener, wordsOf } from './backend.ts';
import type { Exclusive } from './exclusive.ts';
import { areGivenUp } from './external-weights.ts';
import { failureOf, openTower, type TowerRecipe } from './open-tower.ts';
import {
  currentBackend,
  fallBack,
  hasHalf,
  sharedDevice,
  type SharedDevice,
} from './shared-device.ts';
import type { TowerInput, TowerSession } from './tower-session.ts';

/** One tower of the pool, whoever holds it. */
export interface PooledTower {
  readonly fingerprint: string;
  readonly recipe: TowerRecipe;
  holders: number;
  session: TowerSession | null;
  /** The processor's answer to the known input, once it was computed. */
  reference: Float32Array | null;
}

/** By fingerprint. */
export type PooledTowers = Map<string, PooledTower>;

/** The memory of the runtime with one thread is never given back: large models would need it twice. */
const LIGHT_BYTES = 512 * 2 ** 20;

/** A device with which those towers move. */
export function deviceOf(
  towers: PooledTowers,
  opener: BackendOpener,
  exclusive: Exclusive,
): SharedDevice {
  const device: SharedDevice = sharedDevice(opener, exclusive, {
    leave: async () => {
      for (const tower of towers.values()) {
        const { session } = tower;
        tower.session = null;
        await session?.release().catch(() => undefined);
      }
    },
    // Without a device, a tower makes its own session when it is used.
    arrive: async (options) => {
      for (const tower of towers.values()) await sessionOf(device, tower, options);
    },
    isLight: () => {
      let bytes = 0;
      for (const { recipe } of towers.values()) bytes += recipe.graph.weightsByteLength;
      return bytes <= LIGHT_BYTES;
    },
  });
  return device;
}

/** The tower's session, made from `prepared` or, where those are gone, from newly prepared weights. */
export async function sessionOf(
  device: SharedDevice,
  tower: PooledTower,
  options: CallOptions,
  prepared?: readonly Uint8Array<ArrayBuffer>[],
): Promise<TowerSession> {
  if (tower.session) return tower.session;
  const used = await currentBackend(device, options);
  const usable = prepared && !areGivenUp(prepared);
  const { recipe } = tower;
  const recall = async () => (await recipe.preparation?.recall(options))?.weights;
  const weights = usable ? prepared : ((await recall()) ?? (await recipe.fill(options)));
  try {
    const opened = await openTower(used, tower.recipe, weights, tower.reference, options);
    tower.reference = opened.reference;
    tower.session = opened.session;
    return tower.session;
  } catch (error) {
    options.signal?.throwIfAborted();
    if (used.kind !== 'webgpu') throw error;
    // Half precision may overflow where the card is sound: nothing else has to leave it.
    const half = tower.recipe.graph.precision === 'fp16' && tower.holders === 0;
    if (half && failureOf(error) === 'self-test-failed') throw halfFailed(error);
    await fallBack(device, used, { code: failureOf(error), detail: wordsOf(error) }, options);
    return sessionOf(device, tower, options, weights);
  }
}

/** Un-normalised embeddings [N, D]; from the processor where the card fails on the way. */
export async function encodeWith(
  device: SharedDevice,
  tower: PooledTower,
  input: TowerInput,
): Promise<Float32Array> {
  const session = await sessionOf(device, tower, {});
  const used = device.backend;
  try {
    const embeddings = await session.run(input);
    await nextTask();
    if (used?.kind !== 'webgpu' || embeddings.every(Number.isFinite)) return embeddings;
    throw new Error('The graphics card gave values that are no numbers.');
  } catch (error) {
    if (used?.kind !== 'webgpu') throw error;
    await fallBack(device, used, { code: 'device-lost', detail: wordsOf(error) }, {});
    return (await sessionOf(device, tower, {})).run(input);
  }
}

/** @throws EngineError `precision-unavailable` */
export function requireHalf(backend: Backend): void {
  if (hasHalf(backend)) return;
  throw new EngineError(
    'precision-unavailable',
    'Half precision (fp16) needs WebGPU on a graphics card with shader-f16, which is not in use here. Choose fp32 or int8, which run everywhere.',
    { precision: 'fp16', device: backend.kind },
  );
}

function halfFailed(error: unknown): EngineError {
  return new EngineError(
    'precision-unavailable',
    `This model gives wrong numbers in half precision (fp16) here: ${wordsOf(error)} Choose fp32 or int8.`,
    { precision: 'fp16', device: 'webgpu' },
  );
}
