import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { makeZip } from '../../testing/make-archives.ts';
import { blobSource, type ByteSource, bytesSource } from './byte-source.ts';
import { listZip, readZipDirectory } from './zip-directory.ts';
import { readZipEntry, readZipHead, zipEntryChunks } from './zip-entry.ts';

const text = (value: string) => new TextEncoder().encode(value);
const LONG = `${'deep/'.repeat(30)}a-picture-with-a-long-name.jpg`;

async function unpack(bytes: Uint8Array, maxBytes = 1e6): Promise<Record<string, Uint8Array>> {
  const source = bytesSource(bytes);
  const files: Record<string, Uint8Array> = {};
  for (const entry of await readZipDirectory(source)) {
    files[entry.name] = await readZipEntry(source, entry, maxBytes);
  }
  return files;
}

/** A source that keeps account of what was asked for. */
function counted(source: ByteSource) {
  const asked: number[] = [];
  const read = (begin: number, end: number) => {
    asked.push(end - begin);
    return source.read(begin, end);
  };
  return { source: { size: source.size, read }, asked };
}

describe('zip archives', () => {
  test.each(['plain.zip', 'wide.zip'])(
    '%s, written by Python, reads as it was written',
    async (name) => {
      const files = await unpack(goldenBytes(`archive/${name}`));
      expect(Object.keys(files)).toEqual([
        'folder/a.jpg',
        'folder/empty.jpg',
        'folder/café.txt',
        LONG,
      ]);
      expect(files['folder/a.jpg']).toEqual(text('first'));
      expect(files['folder/empty.jpg']).toHaveLength(0);
      expect(files['folder/café.txt']).toEqual(text('text '.repeat(300)));
      expect([...(files[LONG] ?? [])]).toEqual(Array.from({ length: 768 }, (_, i) => i % 256));
    },
  );

  test('is read from a file on disk', async () => {
    const source = blobSource(new Blob([goldenBytes('archive/plain.zip')]));
    const [first] = await readZipDirectory(source);
    if (!first) throw new Error('The archive is empty.');
    expect(await readZipEntry(source, first, 100)).toEqual(text('first'));
  });

  test('only the end is read for the list, and only an entry for an entry', async () => {
    const zip = makeZip([
      { name: 'large.jpg', data: new Uint8Array(3_000_000).fill(7) },
      { name: 'small.jpg', data: text('small') },
    ]);
    const { source, asked } = counted(bytesSource(zip));
    const entries = await readZipDirectory(source);
    expect(asked.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(65_557);
    asked.length = 0;
    const small = entries.find(({ name }) => name === 'small.jpg');
    if (!small) throw new Error('The entry is missing.');
    await readZipEntry(source, small, 100);
    expect(asked).toEqual([30, 5]);
  });

  test('a long directory is read from where it begins', async () => {
    const files = Array.from({ length: 2000 }, (_, i) => ({
      name: `folder/${i}.jpg`,
      data: text(`${i}`),
    }));
    const unpacked = await unpack(makeZip(files));
    expect(Object.keys(unpacked)).toHaveLength(2000);
    expect(unpacked['folder/1234.jpg']).toEqual(text('1234'));
  });

  test('a long entry passes in pieces', async () => {
    const data = Uint8Array.from({ length: 3_500_000 }, (_, i) => (i * i) % 251);
    const source = bytesSource(
      makeZip([
        { name: 'a', data, deflate: true },
        { name: 'b', data },
      ]),
    );
    for (const entry of await readZipDirectory(source)) {
      const sizes: number[] = [];
      for await (const chunk of zipEntryChunks(source, entry, 4e6)) sizes.push(chunk.length);
      expect(sizes.reduce((a, b) => a + b, 0)).toBe(data.length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024);
    }
  });

  test('a consumer may stop in the middle of an entry', async () => {
    const data = new Uint8Array(8_000_000);
    const source = bytesSource(makeZip([{ name: 'a', data, deflate: true }]));
    const [entry] = await readZipDirectory(source);
    if (!entry) throw new Error('The entry is missing.');
    const chunks = zipEntryChunks(source, entry, 1e7);
    const first = await chunks.next();
    await chunks.return();
    expect(first.done).toBe(false);
    expect(await chunks.next()).toEqual({ done: true, value: undefined });
  });

  test('names of an old code page stay different', async () => {
    const zip = makeZip([
      { name: 'x1.jpg', data: text('1') },
      { name: 'x2.jpg', data: text('2') },
    ]);
    // Code page 437 has é and è here; as UTF-8 both would be the same unknown character.
    zip.forEach((byte, at) => {
      if (zip[at + 1] === 0x2e) zip[at] = byte === 0x31 ? 0x82 : 0x8a;
    });
    expect(Object.keys(await unpack(zip))).toHaveLength(2);
  });

  test('an empty archive has no files', async () => {
    expect(await unpack(makeZip([]))).toEqual({});
  });
});

describe('zip archives as programs write them', () => {
  const data = text('some data that is long enough');
  const two = () =>
    makeZip([
      { name: 'a.jpg', data },
      { name: 'b.jpg', data, deflate: true },
    ]);
  const junk = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 31) % 251);

  /** The record at the end, which `makeZip` writes last. */
  const endOf = (zip: Uint8Array) => new DataView(zip.buffer, zip.byteOffset + zip.length - 22, 22);

  test.each([
    ['fewer than there are', 1],
    ['none', 0],
    ['more than there are', 65_535],
  ])('a count of entries that says %s does not matter', async (_, count) => {
    const zip = two();
    endOf(zip).setUint16(8, count, true);
    endOf(zip).setUint16(10, count, true);
    // A full count means that a 64-bit record tells; there is none here.
    expect(Object.keys(await unpack(zip))).toEqual(['a.jpg', 'b.jpg']);
  });

  test.each([1, 512, 70_000])('%i bytes before the archive', async (length) => {
    const whole = Uint8Array.of(...junk(length), ...two());
    expect(await unpack(whole)).toEqual({ 'a.jpg': data, 'b.jpg': data });
  });

  test('bytes before an archive whose places count them', async () => {
    const [zip, front] = [two(), junk(100)];
    const begin = endOf(zip).getUint32(16, true);
    const view = new DataView(zip.buffer);
    for (let at = begin; view.getUint32(at, true) === 0x02014b50;) {
      view.setUint32(at + 42, view.getUint32(at + 42, true) + front.length, true);
      at += 46 + view.getUint16(at + 28, true);
    }
    endOf(zip).setUint32(16, begin + front.length, true);
    expect(await unpack(Uint8Array.of(...front, ...zip))).toEqual({ 'a.jpg': data, 'b.jpg': data });
  });

  test.each([1, 512, 70_000])('%i bytes behind the archive', async (length) => {
    const whole = Uint8Array.of(...two(), ...junk(length));
    expect(await unpack(whole)).toEqual({ 'a.jpg': data, 'b.jpg': data });
  });

  test('bytes before an archive with 64-bit records', async () => {
    const wide = goldenBytes('archive/wide.zip');
    const names = Object.keys(await unpack(wide));
    expect(Object.keys(await unpack(Uint8Array.of(...junk(77), ...wide)))).toEqual(names);
  });

  test('places modulo 4 GiB, as macOS writes them, are counted on', async () => {
    const zip = two();
    const view = new DataView(zip.buffer);
    const begin = endOf(zip).getUint32(16, true);
    const second = view.getUint32(begin + 46 + 5 + 42, true);
    // The first file stays where it is; the second and the directory lie 4 GiB further, which their places do not say.
    const far = 2 ** 32;
    view.setUint32(begin + 46 + 5 + 42, second - 1, true);
    view.setUint32(begin + 42, second, true);
    const source = {
      size: far + zip.length,
      read: async (from: number, to: number) => {
        const bytes = new Uint8Array(to - from);
        for (let at = from; at < to; at++) bytes[at - from] = zip[at < far ? at : at - far] ?? 0;
        return bytes;
      },
    };
    const entries = await readZipDirectory(source);
    expect(entries.map(({ headerOffset }) => headerOffset)).toEqual([second, far + second - 1]);
  });

  test('of a name twice the last file counts, however its path is written', async () => {
    const zip = makeZip([
      { name: 'a.jpg', data },
      { name: './a.jpg', data: text('new') },
    ]);
    const { entries, replaced } = await listZip(bytesSource(zip));
    expect(entries).toHaveLength(1);
    expect(replaced).toEqual(['a.jpg']);
    expect(await unpack(zip)).toEqual({ 'a.jpg': text('new') });
  });

  test('the first bytes of an entry cost two short reads', async () => {
    const long = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919 * (i >> 3)) % 253);
    const zip = makeZip([
      { name: 'a', data: long },
      { name: 'b', data: long, deflate: true },
      { name: 'c', data: text('short'), deflate: true },
    ]);
    const entries = await readZipDirectory(bytesSource(zip));
    const { source, asked } = counted(bytesSource(zip));
    const heads = [];
    for (const entry of entries) heads.push(await readZipHead(source, entry, 1000));
    expect(heads).toEqual([long.slice(0, 1000), long.slice(0, 1000), text('short')]);
    expect(Math.max(...asked)).toBeLessThanOrEqual(1512);
    expect(asked).toHaveLength(6);
  });
});

describe('zip archives that are refused', () => {
  const data = text('some data that is long enough');
  const two = (claims: object) =>
    makeZip([
      { name: 'a.jpg', data, claims },
      { name: 'b.jpg', data },
    ]);

  test.each([
    ['a path that leaves the folder', makeZip([{ name: '../a.jpg', data }]), 'archive-unsafe-name'],
    ['an absolute path', makeZip([{ name: '/etc/a.jpg', data }]), 'archive-unsafe-name'],
    ['a drive', makeZip([{ name: 'C:\\a.jpg', data }]), 'archive-unsafe-name'],
    ['a hidden step up', makeZip([{ name: 'a\\..\\..\\b.jpg', data }]), 'archive-unsafe-name'],
    ['a zero in a name', makeZip([{ name: 'a\0.jpg', data }]), 'archive-unsafe-name'],
    [
      'two files in one place',
      makeZip([
        { name: 'a', data },
        { name: 'b', data, claims: { headerOffset: 0 } },
      ]),
      'archive-invalid',
    ],
    [
      'overlapping files',
      makeZip([
        { name: 'a', data },
        { name: 'b', data, claims: { headerOffset: 20 } },
      ]),
      'archive-invalid',
    ],
    [
      'a file that reaches into the next',
      two({ compressedSize: 200, size: 200 }),
      'archive-invalid',
    ],
    [
      'a file that reaches beyond the archive',
      makeZip([{ name: 'a', data, claims: { compressedSize: 4e9, size: 4e9 } }]),
      'archive-invalid',
    ],
    [
      'a file that begins beyond the archive',
      makeZip([{ name: 'a', data, claims: { headerOffset: 4e9 } }]),
      'archive-invalid',
    ],
    ['nothing', new Uint8Array(), 'archive-truncated'],
    ['no zip archive', text('no zip archive at all, only text'), 'archive-truncated'],
    ['half an archive', makeZip([{ name: 'a', data }]).subarray(0, 60), 'archive-truncated'],
  ])('%s', async (_, bytes, code) => {
    await expect(readZipDirectory(bytesSource(bytes))).rejects.toMatchObject({
      code,
    });
  });

  test.each([
    ['a picture that claims 4 GB', two({ size: 4e9 }), 'archive-too-large'],
    ['an encrypted one', two({ flags: 1 }), 'archive-unsupported'],
    ['another packing', two({ method: 12 }), 'archive-unsupported'],
    ['a stored file of two lengths', two({ size: 5 }), 'archive-invalid'],
    ['a wrong checksum', two({ crc32: 1 }), 'archive-invalid'],
    ['another packing in its own header', two({ localMethod: 8 }), 'archive-invalid'],
    ['no packed data at all', two({ method: 8 }), 'archive-invalid'],
  ])('%s is refused when it is read, and the others can be read', async (_, bytes, code) => {
    const source = bytesSource(bytes);
    const [bad, good] = await readZipDirectory(source);
    if (!bad || !good) throw new Error('An entry is missing.');
    await expect(readZipEntry(source, bad, 1000)).rejects.toMatchObject({
      code,
    });
    expect(await readZipEntry(source, good, 1000)).toEqual(data);
  });

  test('a bomb: more comes out than the directory says, and it stops there', async () => {
    const bomb = makeZip([
      { name: 'a', data: new Uint8Array(20_000_000), deflate: true, claims: { size: 1000 } },
    ]);
    const source = bytesSource(bomb);
    const [entry] = await readZipDirectory(source);
    if (!entry) throw new Error('The entry is missing.');
    let length = 0;
    const reading = (async () => {
      for await (const chunk of zipEntryChunks(source, entry, 1e6)) length += chunk.length;
    })();
    await expect(reading).rejects.toMatchObject({ code: 'archive-invalid' });
    expect(length).toBeLessThanOrEqual(1000);
  });

  test('deflated data that is shorter than it claims', async () => {
    const source = bytesSource(
      makeZip([{ name: 'a', data, deflate: true, claims: { size: 500 } }]),
    );
    const [entry] = await readZipDirectory(source);
    if (!entry) throw new Error('The entry is missing.');
    await expect(readZipEntry(source, entry, 1000)).rejects.toMatchObject({
      code: 'archive-invalid',
    });
  });

  test('more files than the bound, before they are listed', async () => {
    const zip = bytesSource(
      makeZip([
        { name: 'a', data },
        { name: 'b', data },
      ]),
    );
    const bounds = { maxEntries: 1, maxDirectoryBytes: 1000 };
    await expect(readZipDirectory(zip, bounds)).rejects.toMatchObject({
      code: 'archive-too-large',
    });
  });

  test('a source that breaks while an entry is read: its own error comes through', async () => {
    const whole = makeZip([{ name: 'a', data: new Uint8Array(3_000_000), deflate: true }]);
    const entries = await readZipDirectory(bytesSource(whole));
    const broken = { size: whole.length, read: () => Promise.resolve(new Uint8Array()) };
    const [entry] = entries;
    if (!entry) throw new Error('The entry is missing.');
    await expect(readZipEntry(broken, entry, 1e7)).rejects.toMatchObject({
      code: 'archive-truncated',
    });
  });

  test('a network failure in the middle of an entry is not called a damaged archive', async () => {
    const data = Uint8Array.from({ length: 4_000_000 }, (_, i) => (i * 7919 * (i >> 3)) % 253);
    const whole = makeZip([{ name: 'a', data, deflate: true }]);
    const [entry] = await readZipDirectory(bytesSource(whole));
    if (!entry) throw new Error('The entry is missing.');
    const failing = {
      size: whole.length,
      read: (begin: number, end: number) =>
        begin < 31
          ? Promise.resolve(whole.subarray(begin, end))
          : Promise.reject(new TypeError('Failed to fetch')),
    };
    await expect(readZipEntry(failing, entry, 1e7)).rejects.toThrow('Failed to fetch');
  });
});
