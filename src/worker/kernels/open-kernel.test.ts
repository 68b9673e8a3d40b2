import { expect, test } from 'vitest';
import simd from '../../kernels/rows.as.ts?kernel';
import relaxed from '../../kernels/rows.as.ts?kernel=relaxed';
import { openKernel, reserve } from './open-kernel.ts';

/** The header of a module, and a section that there is not. */
const REFUSED = 'data:application/wasm;base64,AGFzbQEAAAD/AQA=';

test('the first variant that the browser can compile is started', async () => {
  const kernel = await openKernel([REFUSED, simd]);
  expect(kernel?.functions).toHaveProperty('narrowRow');
  expect(await openKernel([REFUSED])).toBeNull();
  await expect(openKernel(['data:nothing'])).rejects.toThrow(TypeError);
});

test('each variant is one of the same functions', async () => {
  const [one, other] = await Promise.all([
    openKernel<object>([simd]),
    openKernel<object>([relaxed]),
  ]);
  expect(Object.keys(other?.functions ?? {})).toEqual(Object.keys(one?.functions ?? {}));
});

test('memory grows to what is needed, and keeps what it holds', async () => {
  const kernel = await openKernel([simd]);
  if (!kernel) throw new Error('This Node has no SIMD.');
  const { memory } = kernel;
  new Uint8Array(memory.buffer)[2000] = 7;
  reserve(memory, 100_000);
  expect(memory.buffer.byteLength).toBe(2 * 65_536);
  reserve(memory, 100);
  expect(memory.buffer.byteLength).toBe(2 * 65_536);
  expect(new Uint8Array(memory.buffer)[2000]).toBe(7);
});
