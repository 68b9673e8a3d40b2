import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { makeTar } from '../../testing/make-archives.ts';
import { type ByteSource, bytesSource, forwardSource, readExactly } from './byte-source.ts';
import { type TarBounds, tarEntries } from './tar-reader.ts';
import { webDatasetKey, webDatasetSamples } from './webdataset.ts';

const text = (value: string) => new TextEncoder().encode(value);
const LONG = `${'deep/'.repeat(30)}a-picture-with-a-long-name.jpg`;

async function unpack(source: ByteSource, bounds?: TarBounds): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for await (const { name, begin, end } of tarEntries(source, bounds)) {
    files[name] = await readExactly(source, begin, end);
  }
  return files;
}

/** The bytes as a stream in pieces of that length. */
async function* inPieces(bytes: Uint8Array, length: number) {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

describe('tar archives', () => {
  test.each(['gnu.tar', 'pax.tar', 'ustar.tar'])(
    '%s, written by Python, reads as it was written',
    async (name) => {
      const files = await unpack(bytesSource(goldenBytes(`archive/${name}`)));
      expect(Object.keys(files)).toEqual([
        'folder/a.jpg',
        'folder/empty.jpg',
        'folder/café.txt',
        LONG,
      ]);
      expect([...(files[LONG] ?? [])]).toEqual(Array.from({ length: 768 }, (_, i) => i % 256));
      expect(files['folder/a.jpg']).toEqual(text('first'));
      expect(files['folder/empty.jpg']).toHaveLength(0);
      expect(files['folder/café.txt']).toEqual(text('text '.repeat(300)));
    },
  );

  test.each([1, 100, 512, 10_000])(
    'a stream in pieces of %i bytes gives the same as a file',
    async (length) => {
      const bytes = goldenBytes('archive/pax.tar');
      const streamed = await unpack(forwardSource(inPieces(bytes, length)));
      expect(streamed).toEqual(await unpack(bytesSource(bytes)));
    },
  );

  test('entries of a stream may be passed over unread', async () => {
    const source = forwardSource(inPieces(goldenBytes('archive/shard.tar'), 700));
    const names: string[] = [];
    for await (const { name } of tarEntries(source)) names.push(name);
    expect(names).toHaveLength(9);
  });

  test('a stream is not read backwards', async () => {
    const source = forwardSource(inPieces(new Uint8Array(2000), 10));
    await source.read(1000, 1010);
    await expect(source.read(0, 10)).rejects.toThrow(RangeError);
  });

  test('sizes in binary, as GNU tar writes them from 8 GiB on', async () => {
    const tar = makeTar([{ name: 'a.jpg', data: text('data') }]);
    tar.fill(0, 124, 136);
    tar[124] = 0x80;
    tar[135] = 4;
    const sum = tar
      .subarray(0, 512)
      .reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
    tar.set(text(`${sum.toString(8).padStart(6, '0')}\0 `), 148);
    expect(await unpack(bytesSource(tar))).toEqual({ 'a.jpg': text('data') });
  });
});

describe('tar archives that are refused', () => {
  const data = text('data');

  test.each([
    ['a path that leaves the folder', makeTar([{ name: '../a.jpg', data }]), 'archive-unsafe-name'],
    ['an absolute path', makeTar([{ name: '/a.jpg', data }]), 'archive-unsafe-name'],
    [
      'a long name that leaves it',
      makeTar([
        { name: 'x', data: text('a/../../b.jpg'), type: 'L' },
        { name: 'ok', data },
      ]),
      'archive-unsafe-name',
    ],
    [
      'a pax path that leaves it',
      makeTar([
        { name: 'x', data: text('16 path=../b.jp\n'), type: 'x' },
        { name: 'ok', data },
      ]),
      'archive-unsafe-name',
    ],
    [
      'a picture that claims 8 GB',
      makeTar([{ name: 'a.jpg', data, claimedSize: 8e9 }]),
      'archive-truncated',
    ],
    [
      'a header of 1 MB',
      makeTar([{ name: 'x', data: new Uint8Array(1e6), type: 'L' }]),
      'archive-too-large',
    ],
    [
      'a pax record without an end',
      makeTar([{ name: 'x', data: text('99 path=a'), type: 'x' }]),
      'archive-invalid',
    ],
    [
      'a pax record of length zero',
      makeTar([{ name: 'x', data: text('0 a=b\n'), type: 'x' }]),
      'archive-invalid',
    ],
    ['a sparse file', makeTar([{ name: 'a', data, type: 'S' }]), 'archive-unsupported'],
    ['text', text('this is no tar archive '.repeat(50)), 'archive-invalid'],
    ['nothing', new Uint8Array(), 'archive-truncated'],
  ])('%s', async (_, bytes, code) => {
    await expect(unpack(bytesSource(bytes))).rejects.toMatchObject({ name: 'ArchiveError', code });
  });

  test('an archive that is cut anywhere is never taken for a whole one', async () => {
    const whole = makeTar([
      { name: 'a.jpg', data },
      { name: 'b.jpg', data },
    ]);
    for (let length = 0; length < whole.length; length += 100) {
      const cut = bytesSource(whole.subarray(0, length));
      await expect(unpack(cut)).rejects.toMatchObject({ code: 'archive-truncated' });
    }
  });

  test('more files than the bound', async () => {
    const tar = bytesSource(
      makeTar([
        { name: 'a', data },
        { name: 'b', data },
      ]),
    );
    await expect(unpack(tar, { maxEntries: 1, maxHeaderBytes: 10 })).rejects.toMatchObject({
      code: 'archive-too-large',
    });
  });

  test('links give no file, so that none stands for another', async () => {
    const tar = makeTar([
      { name: 'link', type: '2' },
      { name: 'hard', type: '1', claimedSize: 99 },
      { name: 'a', data },
    ]);
    expect(await unpack(bytesSource(tar))).toEqual({ a: data });
  });
});

describe('WebDataset', () => {
  const bounds = { maxPictureBytes: 1000, maxTextBytes: 1000 };
  const samplesOf = async (source: ByteSource, own = bounds) => {
    const samples = [];
    for await (const sample of webDatasetSamples(source, tarEntries(source), own))
      samples.push(sample);
    return samples;
  };

  test('the key ends at the first dot of the last part', () => {
    expect(webDatasetKey('a.b/c.d.JPG')).toEqual({ key: 'a.b/c', extension: 'd.jpg' });
    expect(webDatasetKey('a.b/c')).toEqual({ key: 'a.b/c', extension: '' });
  });

  test('a shard written by Python, as a stream', async () => {
    const samples = await samplesOf(forwardSource(inPieces(goldenBytes('archive/shard.tar'), 999)));
    expect(
      samples.map(({ key, classIndex, text, bytes }) => [key, classIndex, text, bytes?.length]),
    ).toEqual([
      ['s000000', 0, 'a picture of 0', 100],
      ['s000001', 7, 'a picture of 1', 101],
      ['s000002', 14, 'a picture of 2', 102],
    ]);
  });

  test('what is missing is null; a group without a picture is passed over', async () => {
    const tar = makeTar([
      { name: 'a.jpg', data: text('picture') },
      { name: 'b.cls', data: text('3') },
      { name: 'c.cls', data: text('three') },
      { name: 'c.json', data: text('{"x":1}') },
      { name: 'c.webp', data: text('picture') },
    ]);
    const samples = await samplesOf(bytesSource(tar));
    expect(samples.map(({ key, classIndex, text, json }) => [key, classIndex, text, json])).toEqual(
      [
        ['a', null, null, null],
        ['c', null, null, '{"x":1}'],
      ],
    );
  });

  test('a picture above the bound is told, not read', async () => {
    const tar = makeTar([
      { name: 'a.jpg', data: new Uint8Array(2000) },
      { name: 'a.cls', data: text('1') },
    ]);
    const [sample] = await samplesOf(bytesSource(tar));
    expect(sample).toMatchObject({
      bytes: null,
      classIndex: 1,
      picture: { name: 'a.jpg', begin: 512, end: 2512 },
    });
  });
});
