import { CodedError } from '../errors.ts';
import { describe, expect, test } from 'vitest';
import { goldenBytes, goldenJson } from '../../testing/golden.ts';
import { makeZip } from '../../testing/make-archives.ts';
import { gather } from '../checkpoint/strided.ts';
import { decodeTensor } from '../checkpoint/tensor-values.ts';
import { type ByteSource, bytesSource } from './byte-source.ts';
import { readTorchArchive } from './torch-archive.ts';
import { readZipDirectory } from './zip-directory.ts';
import { readZipEntry, zipEntryRange } from './zip-entry.ts';

const read = (name: string) => readTorchArchive(bytesSource(goldenBytes(`torch/${name}`)));

interface Expected {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly values: readonly number[];
}

const DTYPES: Readonly<Record<string, string>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
};

/** The archive's tensors as PyTorch printed them when it wrote the file. */
async function decoded(name: string): Promise<Record<string, Expected>> {
  const bytes = goldenBytes(`torch/${name}`);
  const { tensors } = await readTorchArchive(bytesSource(bytes));
  return Object.fromEntries(
    tensors.map(({ name, dtype, shape, begin, end }) => [
      name,
      {
        shape,
        dtype: DTYPES[dtype] ?? '',
        values: [...decodeTensor(bytes.subarray(begin, end), dtype)],
      },
    ]),
  );
}

describe('PyTorch archives', () => {
  const plain = goldenJson('torch/plain.json') as Record<string, Expected>;

  test.each(['plain.bin', 'dict.pt'])(
    '%s: every name, shape, format and value, views of shared storages too',
    async (name) => {
      const rounded = Object.entries(plain).map(([key, { values, ...rest }]) => [
        key,
        { ...rest, values: values.map(Math.fround) },
      ]);
      expect(await decoded(name)).toEqual(Object.fromEntries(rounded));
    },
  );

  test('views of one storage share its bytes', async () => {
    const { tensors } = await read('plain.bin');
    const place = (name: string) => {
      const info = tensors.find((tensor) => tensor.name === name);
      return [info?.begin ?? 0, info?.end ?? 0] as const;
    };
    const [begin, end] = place('view.all');
    expect(place('view.first')).toEqual([begin, begin + 16]);
    expect(place('view.last')).toEqual([begin + 16, end]);
  });

  test("a module's state dict, with its attributes and its buffers", async () => {
    const state = await decoded('module.bin');
    expect(Object.keys(state).toSorted()).toEqual([
      '0.bias',
      '0.weight',
      '1.bias',
      '1.num_batches_tracked',
      '1.running_mean',
      '1.running_var',
      '1.weight',
    ]);
    expect(state['1.weight']).toEqual({ shape: [2], dtype: 'float32', values: [1, 1] });
    expect(state['1.num_batches_tracked']).toEqual({ shape: [], dtype: 'int64', values: [0] });
  });

  test('parameters count as tensors', async () => {
    const [module, parameters] = [await decoded('module.bin'), await decoded('parameters.pt')];
    expect(parameters['0.weight']).toEqual(module['0.weight']);
  });

  test('a training run: the state dict inside is taken, the rest passed over', async () => {
    const archive = await read('training-run.pt');
    expect(archive.root).toBe('state_dict');
    expect(archive.tensors.map(({ name }) => name)).toContain('module.0.weight');
    expect(archive.ignored).toEqual([]);
  });

  test('protocol 4', async () => {
    expect((await decoded('protocol-4.bin'))['weight']).toMatchObject({ values: [1, 1] });
  });

  test('a transposed view has its strides, and the bytes from its first number to its last', async () => {
    const bytes = goldenBytes('torch/transposed.bin');
    const [info] = (await read('transposed.bin')).tensors;
    if (!info?.strides) throw new Error('The tensor has no strides.');
    const values = decodeTensor(bytes.subarray(info.begin, info.end), info.dtype);
    expect(info.shape).toEqual([3, 2]);
    expect([...gather(values, info.shape, info.strides)]).toEqual([0, 3, 1, 4, 2, 5]);
  });

  test('an archive packed again by another program, without alignment', async () => {
    expect(await decoded('rezipped.bin')).toEqual(await decoded('module.bin'));
  });

  test('is ordered by the bytes, and tells the length of the file', async () => {
    const { tensors, fileLength, dataOffset } = await read('many.bin');
    expect(tensors).toHaveLength(24);
    expect(tensors.map(({ begin }) => begin)).toEqual(
      tensors.map(({ begin }) => begin).toSorted((a, b) => a - b),
    );
    expect(dataOffset).toBe(tensors[0]?.begin);
    expect(fileLength).toBe(goldenBytes('torch/many.bin').length);
  });

  test('places found from the directory alone are those in the headers', async () => {
    const bytes = goldenBytes('torch/many.bin');
    const source = bytesSource(bytes);
    const { tensors } = await readTorchArchive(source);
    const begins = [];
    for (const entry of await readZipDirectory(source)) {
      if (/data\/\d+$/.test(entry.name)) begins.push((await zipEntryRange(source, entry)).begin);
    }
    expect(tensors.map(({ begin }) => begin)).toEqual(begins.toSorted((a, b) => a - b));
  });

  /** A file as PyTorch would write it, of 24 storages of 100 kB each, and an account of what is read of it. */
  async function large(alignment: number) {
    const small = bytesSource(goldenBytes('torch/many.bin'));
    const files = [];
    for (const entry of await readZipDirectory(small)) {
      const data = await readZipEntry(small, entry, 1e5);
      const isStorage = /data\/\d+$/.test(entry.name);
      files.push({ name: entry.name, data: isStorage ? new Uint8Array(100_000).fill(7) : data });
    }
    const bytes = makeZip(files, alignment);
    const asked: number[] = [];
    const read = (begin: number, end: number) => {
      asked.push(end - begin);
      return Promise.resolve(bytes.subarray(begin, end));
    };
    const source: ByteSource = { size: bytes.length, read };
    return { bytes, asked, ...(await readTorchArchive(source)) };
  }

  test('a large remote file costs its head and its end, not a request for each tensor', async () => {
    const { bytes, asked, tensors } = await large(64);
    expect(asked).toEqual([65_536, 65_557]);
    expect(tensors).toHaveLength(24);
    for (const { begin, end } of tensors) {
      expect(bytes.subarray(begin, end)).toEqual(new Uint8Array(12).fill(7));
      expect(begin % 64).toBe(0);
    }
  });

  test('where another program packed it, every header is read', async () => {
    const { bytes, asked, tensors } = await large(1);
    expect(asked.length).toBeGreaterThan(24);
    for (const { begin } of tensors) expect([bytes[begin - 1], bytes[begin]]).not.toEqual([7, 7]);
  });

  test('headers that contradict the derived places are believed', async () => {
    // Honest for PyTorch's eye (aligned, without gaps), but the headers carry 64 bytes more of padding and no data behind.
    const bytes = goldenBytes('torch/many.bin');
    const { tensors } = await readTorchArchive(bytesSource(bytes));
    const first = tensors[0];
    const entries = await readZipDirectory(bytesSource(bytes));
    const entry = entries.find(({ name }) => name.endsWith('data/0'));
    if (!first || !entry) throw new Error('The entry is missing.');
    const view = new DataView(bytes.buffer);
    view.setUint16(
      entry.headerOffset + 28,
      view.getUint16(entry.headerOffset + 28, true) - 1,
      true,
    );
    const shifted = await readTorchArchive(bytesSource(bytes));
    expect(shifted.tensors.find(({ name }) => name === first.name)?.begin).toBe(first.begin - 1);
  });
});

describe('files that are refused, with the reason', () => {
  test.each([
    ['malicious.bin', 'checkpoint-pickle', /posix\.system.*Nothing of it was run/],
    ['malicious-old-style.pt', 'checkpoint-pickle', /before 1\.6/],
    ['old-style.pt', 'checkpoint-pickle', /before 1\.6.*torch\.save/],
    ['torchscript.pt', 'checkpoint-pickle', /TorchScript.*state_dict/],
    ['whole-module.pt', 'checkpoint-pickle', /torch\.nn\.modules\.linear\.Linear.*state_dict/],
    ['complex.bin', 'checkpoint-unsupported', /"weight".*ComplexFloatStorage/],
    ['list.bin', 'checkpoint-pickle', /no dict/],
    ['plain-pickle.pt', 'checkpoint-pickle', /bare Python pickle.*torch\.save/],
    ['storage-missing.bin', 'checkpoint-pickle', /storage "0", which is not in the archive/],
    ['deflated.bin', 'checkpoint-unsupported', /compressed/],
    ['big-endian.bin', 'checkpoint-unsupported', /byte order "big"/],
  ])('%s', async (name, code, message) => {
    const error: unknown = await read(name).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CodedError);
    expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  const text = (value: string) => new TextEncoder().encode(value);
  test.each([
    ['a web page', text('<!doctype html><title>404</title>'), 'checkpoint-html'],
    [
      'a zip archive without a pickle',
      makeZip([{ name: 'a.jpg', data: text('x') }]),
      'checkpoint-unsupported',
    ],
    [
      'two pickles',
      makeZip([
        { name: 'a/data.pkl', data: text('.') },
        { name: 'b/data.pkl', data: text('.') },
      ]),
      'checkpoint-unsupported',
    ],
    [
      'a safetensors file',
      goldenBytes('tiny-quickgelu-openclip.safetensors'),
      'checkpoint-unsupported',
    ],
  ])('%s', async (_, bytes, code) => {
    await expect(readTorchArchive(bytesSource(bytes))).rejects.toMatchObject({
      code,
    });
  });

  test('half a file', async () => {
    const half = goldenBytes('torch/plain.bin').subarray(0, 2000);
    await expect(readTorchArchive(bytesSource(half))).rejects.toMatchObject({
      code: 'archive-truncated',
    });
  });

  test('a pickle above the bound, before it is read', async () => {
    const source = bytesSource(goldenBytes('torch/plain.bin'));
    await expect(readTorchArchive(source, { maxPickleBytes: 1000 })).rejects.toMatchObject({
      code: 'archive-too-large',
    });
  });
});
