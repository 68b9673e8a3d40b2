import { attempt } from './attempt.ts';
import type { Engine } from './contract.ts';
import type { LoadedModel, LoadOptions, ModelSource } from './loading.ts';

/**
 * Loads a model beside those of the page, gives what `work` makes of it, and lets the model go, also where `work` fails or is
 * given up. A model that cannot be let go went with the engine: what `work` gave or threw counts.
 * @throws what `load` and `work` throw
 */
export async function withModel<T>(
  engine: Pick<Engine, 'load' | 'release'>,
  source: ModelSource,
  options: LoadOptions,
  work: (loaded: LoadedModel) => Promise<T>,
): Promise<T> {
  const loaded = await engine.load(source, options);
  try {
    options.signal?.throwIfAborted();
    return await work(loaded);
  } finally {
    await attempt(
      () => engine.release(loaded.id),
      () => undefined,
    );
  }
}
