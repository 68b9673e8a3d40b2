import { describe, expect, test } from 'vitest';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { EngineError } from './errors.ts';
import { withModel } from './with-model.ts';

const SOURCE = { url: 'https://models.test/a.safetensors' };

/** An engine that counts the models it holds. */
function counted() {
  const fake = createFakeEngine();
  const held = new Set<string>();
  return {
    held,
    engine: {
      load: async (...args: Parameters<typeof fake.load>) => {
        const loaded = await fake.load(...args);
        held.add(loaded.id);
        return loaded;
      },
      release: async (id: string) => {
        await fake.release(id);
        held.delete(id);
      },
    },
  };
}

describe('withModel', () => {
  test('the model is there while it is used, and gone afterwards', async () => {
    const { engine, held } = counted();
    const during = await withModel(engine, SOURCE, {}, async ({ id }) => held.has(id));
    expect(during).toBe(true);
    expect(held.size).toBe(0);
  });

  test('it goes when its use fails, too, and the failure is told', async () => {
    const { engine, held } = counted();
    const failure = new EngineError('picture-unreadable', 'words');
    const use = async (): Promise<never> => {
      throw failure;
    };
    await expect(withModel(engine, SOURCE, {}, use)).rejects.toBe(failure);
    expect(held.size).toBe(0);
  });

  test('given up while it loads, it is not used, and goes', async () => {
    const { engine, held } = counted();
    const controller = new AbortController();
    let used = false;
    const load: typeof engine.load = async (...args) => {
      const loaded = await engine.load(...args);
      controller.abort();
      return loaded;
    };
    const call = withModel({ ...engine, load }, SOURCE, controller, async () => (used = true));
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(used).toBe(false);
    expect(held.size).toBe(0);
  });

  test('a model that went with the engine takes neither the result nor the failure with it', async () => {
    const { engine } = counted();
    const release = async (id: string): Promise<never> => {
      throw new EngineError('unknown-model', id);
    };
    const gone = { ...engine, release };
    expect(await withModel(gone, SOURCE, {}, async () => 'result')).toBe('result');
    const died = new EngineError('worker-died', 'words');
    const use = async (): Promise<never> => {
      throw died;
    };
    await expect(withModel(gone, SOURCE, {}, use)).rejects.toBe(died);
  });
});
