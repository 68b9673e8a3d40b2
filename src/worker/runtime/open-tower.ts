import type { CallOptions } from '../../engine/calls.ts';
import type { DeviceNote } from '../../engine/device.ts';
import { EngineError, engineErrorData } from '../../engine/errors.ts';
import { guarded, type WatchedOptions } from '../../engine/guarded-step.ts';
import { type Backend, wordsOf } from './backend.ts';
import { answerOf, checkCard, TOLERANCE } from './self-test.ts';
import type { PreparedWeights } from '../keeping/prepared.ts';
import {
  createTowerSession,
  type RunnableGraph,
  staysOnProcessor,
  type TowerInput,
  type TowerSession,
} from './tower-session.ts';

/** How a tower is made, as often as needed: again after a change of device. */
export interface TowerRecipe {
  readonly graph: RunnableGraph;
  /** The file that brought the graph; `null` for our own. */
  readonly file: string | null;
  /** Two known inputs in one batch. */
  readonly probe: TowerInput;
  /** Where what it will be is known before it is made. */
  readonly preparation?: Preparation | null;
  /** The weights, each in new memory of its own, in the order of the graph's. */
  fill(options: CallOptions): Promise<readonly Uint8Array<ArrayBuffer>[]>;
}

/** A way around making weights that were made before. */
export interface Preparation {
  /** Recipes with equal keys make the same tower. */
  readonly key: string;
  /** The weights from where they are kept; `null` where they are not. */
  recall(options: CallOptions): Promise<PreparedWeights | null>;
  keep(made: PreparedWeights): Promise<void>;
}

interface OpenTower {
  readonly session: TowerSession;
  /** The processor's answer to the first known input; `null` where it was not asked. */
  readonly reference: Float32Array | null;
}

/** Up to this size a second session on the processor is cheap, and checks the graphics card's answer for good. */
const COMPARE_BYTES = 64 * 2 ** 20;

/** What a file's own graph may take until its first answers, on a phone: the base, and more for each megabyte of weights. */
const GRAPH_SECONDS = 45;
const GRAPH_BYTES_A_SECOND = 10_000_000;

/**
 * A session that has answered its known input rightly. The weights are given up on the way.
 * @throws EngineError `checkpoint-bad-values` where even the processor's answer is not finite
 */
export async function openTower(
  backend: Backend,
  recipe: TowerRecipe,
  weights: readonly Uint8Array<ArrayBuffer>[],
  known: Float32Array | null,
  options: WatchedOptions,
): Promise<OpenTower> {
  const open = () => openUnwatched(backend, recipe, weights, known, options);
  const { file, graph } = recipe;
  if (file === null) return open();
  const seconds = GRAPH_SECONDS + Math.ceil(graph.weightsByteLength / GRAPH_BYTES_A_SECOND);
  return guarded(options, { file, seconds }, open);
}

async function openUnwatched(
  backend: Backend,
  recipe: TowerRecipe,
  weights: readonly Uint8Array<ArrayBuffer>[],
  known: Float32Array | null,
  { onProgress }: CallOptions,
): Promise<OpenTower> {
  onProgress?.({ stage: 'compile', done: 0, total: 1, unit: 'steps' });
  const small = recipe.graph.weightsByteLength <= COMPARE_BYTES;
  const onCard = backend.kind === 'webgpu' && !staysOnProcessor(recipe.graph);
  const ask = onCard && small && !known;
  const reference = ask ? await askProcessor(backend, recipe, weights) : known;
  const session = await createTowerSession(backend, recipe.graph, weights);
  onProgress?.({ stage: 'check', done: 0, total: 1, unit: 'steps' });
  try {
    const checked = await check(session, onCard, recipe, reference);
    onProgress?.({ stage: 'check', done: 1, total: 1, unit: 'steps' });
    return { session, reference: checked };
  } catch (error) {
    await session.release().catch(() => undefined);
    throw error;
  }
}

async function check(
  session: TowerSession,
  onCard: boolean,
  { probe, graph }: TowerRecipe,
  reference: Float32Array | null,
): Promise<Float32Array | null> {
  if (!onCard) return finiteAnswer(session, probe);
  try {
    await checkCard(
      session,
      probe,
      reference,
      TOLERANCE[graph.precision === 'fp16' ? 'half' : 'single'],
    );
    return reference;
  } catch (error) {
    throw new SelfTestError(wordsOf(error));
  }
}

async function askProcessor(
  backend: Backend,
  { graph, probe }: TowerRecipe,
  weights: readonly Uint8Array<ArrayBuffer>[],
): Promise<Float32Array> {
  const session = await createTowerSession(backend, graph, weights, 'processor');
  try {
    return await finiteAnswer(session, probe);
  } finally {
    await session.release();
  }
}

async function finiteAnswer(session: TowerSession, probe: TowerInput): Promise<Float32Array> {
  try {
    return await answerOf(session, probe);
  } catch (error) {
    if (engineErrorData(error).code === 'out-of-memory') throw error;
    throw new EngineError(
      'checkpoint-bad-values',
      `The model cannot be used: ${wordsOf(error)} Its weights are damaged or out of all bounds; take another copy.`,
      { detail: wordsOf(error) },
    );
  }
}

class SelfTestError extends Error {
  override readonly name = 'SelfTestError';
}

/** Why the graphics card is given up, as the page's note has it. */
export function failureOf(error: unknown): DeviceNote['code'] {
  if (error instanceof SelfTestError) return 'self-test-failed';
  return engineErrorData(error).code === 'out-of-memory' ? 'out-of-memory' : 'compile-failed';
}
