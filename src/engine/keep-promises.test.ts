import { expect, test } from 'vitest';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { EngineError } from './errors.ts';
import { keepPromises } from './keep-promises.ts';

function failing(error: Error) {
  const fail = async (): Promise<never> => {
    throw error;
  };
  return keepPromises({ ...createFakeEngine(), release: fail, listRepository: fail });
}

test('what the contract lists for a call passes through', async () => {
  const hub = new EngineError('hub-gated', 'words');
  await expect(failing(hub).listRepository('owner/name')).rejects.toBe(hub);
  const aborted = new DOMException('', 'AbortError');
  await expect(failing(aborted).release('model-1')).rejects.toBe(aborted);
});

test('a code that it does not list for the call is a fault of ours, and names both', async () => {
  const hub = new EngineError('hub-gated', 'words');
  await expect(failing(hub).release('model-1')).rejects.toMatchObject({
    message: 'release is not said to fail with hub-gated.',
    cause: hub,
  });
});
