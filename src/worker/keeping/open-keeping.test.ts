import { expect, test } from 'vitest';
import { openKeeping } from './open-keeping.ts';

const denied = () => Promise.reject(new DOMException('The request was denied.', 'SecurityError'));

test.each([
  ['has no locks', {}],
  ['refuses every lock', { locks: { request: denied } }],
  ['refuses locks and files', { locks: { request: denied }, storage: { getDirectory: denied } }],
  [
    'refuses files only',
    {
      locks: {
        request: async (_: string, __: object, task: (lock: object) => unknown) => task({}),
      },
      storage: { getDirectory: denied },
    },
  ],
])('where the browser %s, nothing is kept and work in turn goes on', async (_, navigator) => {
  const scope = { navigator, location: new URL('https://page.example/assets/main.js') };
  const { store, locks } = await openKeeping(scope as unknown as WorkerGlobalScope);
  expect(store).toBeNull();
  expect(await locks.tryAlone('a model', async () => 'done')).toBe('done');
});
