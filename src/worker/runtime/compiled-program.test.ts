import { afterEach, expect, test, vi } from 'vitest';
import { standIn } from './compiled-program.ts';

/** The smallest program of all. */
const BYTES = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

afterEach(() => {
  vi.restoreAllMocks();
});

/** As the runtime looks at the bytes that it is given; it knows of nothing else. */
const view = (given: ArrayBuffer) => new Uint8Array(given, 0, given.byteLength);

test('what stands for a compiled program starts that program, as often as it is given', async () => {
  const compile = vi.spyOn(WebAssembly, 'compile');
  const module = new WebAssembly.Module(BYTES);
  const program = Promise.resolve(module);
  for (const given of [standIn(program), standIn(program)]) {
    const started = await WebAssembly.instantiate(view(given), {});
    expect(started.module).toBe(module);
    expect(started.instance).toBeInstanceOf(WebAssembly.Instance);
  }
  expect(compile).not.toHaveBeenCalled();
});

test('bytes are compiled as ever, and a program starts as it did', async () => {
  standIn(Promise.resolve(new WebAssembly.Module(BYTES)));
  const started = await WebAssembly.instantiate(BYTES, {});
  expect(started.module).toBeInstanceOf(WebAssembly.Module);
  const instance = await WebAssembly.instantiate(started.module, {});
  expect(instance).toBeInstanceOf(WebAssembly.Instance);
});

test('a program that could not be compiled does not start', async () => {
  const given = standIn(Promise.reject(new WebAssembly.CompileError('no memory')));
  await expect(WebAssembly.instantiate(view(given), {})).rejects.toThrow('no memory');
});
