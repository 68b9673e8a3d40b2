import { describe, expect, test } from 'vitest';
import { goldenBytes, goldenJson } from '../../testing/golden.ts';
import { gather } from '../checkpoint/strided.ts';
import { decodeTensor } from '../checkpoint/tensor-values.ts';
import { bytesSource } from './byte-source.ts';
import { readTorchArchive } from './torch-archive.ts';

const expected = goldenJson('torch/run.json') as Record<string, readonly number[]>;

async function valuesOf(name: string, stateDict?: string) {
  const bytes = goldenBytes(name);
  const archive = await readTorchArchive(bytesSource(bytes), { stateDict });
  const values = archive.tensors.map(({ name: tensor, dtype, shape, begin, end, strides }) => {
    const stored = decodeTensor(bytes.slice(begin, end), dtype);
    return [tensor, [...(strides ? gather(stored, shape, strides) : stored)]] as const;
  });
  return { ...archive, values: Object.fromEntries(values) };
}

describe.each([2, 3, 4, 5])('a training run saved with pickle protocol %d', (protocol) => {
  const name = `torch/run-protocol-${protocol}.pt`;

  test('the plain weights deep inside are found, and every view is put in order', async () => {
    const { root, others, values } = await valuesOf(name);
    expect(root).toBe('runs.0.nested.model_state');
    expect(others).toEqual(['runs.0.nested.ema.shadow']);
    expect(values).toEqual(expected);
  });

  test('the averaged weights are taken where they are asked for', async () => {
    const { root, values } = await valuesOf(name, 'runs.0.nested.ema.shadow');
    expect(root).toBe('runs.0.nested.ema.shadow');
    const shifted = Object.entries(expected).map(([key, all]) => [
      key,
      all.map((one) => one + 100),
    ]);
    expect(values).toEqual(Object.fromEntries(shifted));
  });
});
