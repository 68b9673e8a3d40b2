import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listedPath, loadables, parseHubListing } from './hub-listing.ts';

const file = (path: string, size: number, oid?: string) => ({
  type: 'file',
  path,
  size,
  oid: 'git object id',
  ...(oid ? { lfs: { oid, size, pointerSize: 135 } } : {}),
});

test('a model that is listed in the other format only is that one', () => {
  const files = (...paths: string[]) => paths.map((path) => ({ path }));
  const [safetensors, torch] = ['open_clip_model.safetensors', 'open_clip_pytorch_model.bin'];
  expect(listedPath(files(torch), safetensors)).toBe(torch);
  expect(listedPath(files(safetensors, 'a'), torch)).toBe(safetensors);
  expect(listedPath(files(safetensors, torch), torch)).toBe(torch);
  expect(listedPath(files('b/pytorch_model.bin'), 'b/model.safetensors')).toBe(
    'b/pytorch_model.bin',
  );
  // Neither another folder nor another model stands in for what was asked.
  expect(listedPath(files('b/pytorch_model.bin'), 'model.safetensors')).toBe('model.safetensors');
  expect(listedPath(files('model.safetensors'), torch)).toBe(torch);
  expect(listedPath(files('y.safetensors'), 'x.safetensors')).toBe('x.safetensors');
});

describe('parseHubListing', () => {
  test('keeps files with their size, and the SHA-256 of large ones', () => {
    const sha = 'a'.repeat(64);
    expect(
      parseHubListing([
        { type: 'directory', path: 'onnx', size: 0 },
        file('README.md', 12),
        file('model.safetensors', 99, sha),
      ]),
    ).toEqual([
      { path: 'README.md', size: 12, sha256: null },
      { path: 'model.safetensors', size: 99, sha256: sha },
    ]);
  });

  test('refuses an answer that is no list', () => {
    expect(() => parseHubListing({ error: 'Repository not found' })).toThrow(TypeError);
  });

  test('survives any list', () => {
    fc.assert(
      fc.property(fc.array(fc.anything()), (entries) => {
        const files = parseHubListing(entries);
        return loadables(files).length <= files.length;
      }),
    );
  });
});

describe('loadables', () => {
  const listing = parseHubListing([
    file('pytorch_model.bin', 7),
    file('training_args.bin', 7),
    file('open_clip_model.safetensors', 10),
    file('model-00001-of-00002.safetensors', 5),
    file('model-00002-of-00002.safetensors', 6),
    file('model.safetensors.index.json', 1),
    file('onnx/vision_model_quantized.onnx', 3),
    file('onnx/text_model_quantized.onnx', 4),
    file('onnx/vision_model_fp16.onnx', 3),
    file('config.json', 1),
  ]);

  test('names what can be loaded, with its bytes', () => {
    expect(loadables(listing)).toEqual([
      { kind: 'safetensors', path: 'open_clip_model.safetensors', bytes: 10 },
      {
        kind: 'sharded',
        path: 'model.safetensors.index.json',
        shards: ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'],
        bytes: 11,
      },
      {
        kind: 'onnx',
        image: 'onnx/vision_model_quantized.onnx',
        text: 'onnx/text_model_quantized.onnx',
        precision: 'quantized',
        bytes: 7,
      },
      { kind: 'torch', path: 'pytorch_model.bin', bytes: 7 },
    ]);
  });
});
