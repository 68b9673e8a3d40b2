import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listedPath, loadables, offers, parseHubListing } from './hub-listing.ts';

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

describe('what is offered', () => {
  const offered = (...files: readonly (readonly [path: string, bytes: number])[]) =>
    offers(loadables(parseHubListing(files.map(([path, bytes]) => file(path, bytes))))).map(
      ({ item, saves }) => [item.kind === 'onnx' ? item.precision || 'fp32' : item.kind, saves],
    );
  const pair = (ending: string, bytes: number) =>
    [
      [`onnx/vision_model${ending}.onnx`, bytes],
      [`onnx/text_model${ending}.onnx`, bytes],
    ] as const;

  test('begins with the pair in 8 bits, and says what that saves', () => {
    expect(
      offered(
        ['model.safetensors', 605],
        ...pair('', 303),
        ...pair('_fp16', 152),
        ...pair('_quantized', 76),
      ),
    ).toEqual([
      ['quantized', 605 - 152],
      ['safetensors', 0],
      ['fp32', 0],
      ['fp16', 0],
    ]);
  });

  test('begins with the smallest of several, and stays as it is where nothing is saved or known', () => {
    expect(
      offered(['pytorch_model.bin', 600], ...pair('_int8', 70), ...pair('_uint8', 60)),
    ).toEqual([
      ['uint8', 480],
      ['int8', 460],
      ['torch', 0],
    ]);
    // A small adapter beside the graphs is another thing than the whole model, and nothing is said.
    expect(offered(['adapter_model.safetensors', 5], ...pair('_quantized', 76))).toEqual([
      ['safetensors', 0],
      ['quantized', 0],
    ]);
    expect(offered(...pair('_fp16', 152), ...pair('_quantized', 76))).toEqual([
      ['fp16', 0],
      ['quantized', 0],
    ]);
  });
});
