import type { Evaluation, EvaluationSettings } from './run.ts';
import { createRun } from './run.ts';
import { createRunner, type Runner, type RunnerOutside } from './runner.ts';
import type { EvaluationSet } from './sets/set.ts';
import type { EmbeddingShelf } from './shelf.ts';
import { createTowers, type ReadyColumn, type RunTower } from './towers.ts';

/** What a run needs; the shelf is opened only where embeddings are kept. */
interface StartOutside extends Omit<RunnerOutside, 'shelf'> {
  readonly openShelf: (() => Promise<EmbeddingShelf>) | undefined;
}

/**
 * Shows a run over `set` and makes what carries it out. What `earlier` towers encoded of the same pictures is not encoded again.
 * @throws what opening the shelf throws
 */
export async function startRun(
  set: EvaluationSet,
  settings: EvaluationSettings,
  columns: readonly ReadyColumn[],
  earlier: readonly RunTower[],
  { openShelf, ...outside }: StartOutside,
): Promise<Runner> {
  const towers = createTowers(set, columns, settings.alpha, earlier);
  const run: Evaluation = createRun(set, settings, columns, towers);
  outside.publish(run);
  const shelf = settings.keep && openShelf ? await openShelf() : null;
  return createRunner(run, [...new Set(towers)], { ...outside, shelf });
}
