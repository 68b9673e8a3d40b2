import { expect, test } from 'vitest';
import { goldenCheckpoint } from '../../../testing/checkpoint-files.ts';
import { goldenJson } from '../../../testing/golden.ts';
import { checkKeys, passes, type StateDict, strictLoadError } from './state-dict.ts';

interface Case {
  readonly held: Readonly<Record<string, readonly number[]>>;
  readonly refusal: string | null;
}

const cases = Object.entries(goldenJson('strict-load.json') as Readonly<Record<string, Case>>);

/** The model whose names PyTorch was asked about: all parameters of a complete reference, in its order. */
function modelOf(name: string): StateDict {
  const file = name.includes('resnet')
    ? 'tiny-rn-openclip.safetensors'
    : 'tiny-quickgelu-openclip.safetensors';
  const { tensors } = goldenCheckpoint(file).header;
  return new Map(
    tensors
      .filter((tensor) => !tensor.name.endsWith('num_batches_tracked'))
      .map((tensor) => [tensor.name, tensor.shape]),
  );
}

test.each(cases)('%s: the names, the sizes and the message are PyTorch’s', (name, one) => {
  const check = checkKeys(new Map(Object.entries(one.held)), modelOf(name));
  expect(passes(check)).toBe(one.refusal === null);
  expect(passes(check) ? null : strictLoadError(check, 'CLIP')).toBe(one.refusal);
});

test('a long list of names is cut, and the whole number said', () => {
  const check = { missing: ['a', 'b', 'c', 'd'], unexpected: [], mismatched: [] };
  expect(strictLoadError(check, 'CLIP', 2)).toContain('"a", "b", … (4). ');
});
