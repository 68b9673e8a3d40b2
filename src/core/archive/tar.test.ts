import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { makeTar } from '../../testing/make-archives.ts';
import { type ByteSource, bytesSource, readExactly } from './byte-source.ts';
import { type TarBounds, tarEntries } from './tar-reader.ts';
import { webDatasetKey } from './webdataset.ts';

const text = (value: string) => new TextEncoder().encode(value);
const LONG = `${'deep/'.repeat(30)}a-picture-with-a-long-name.jpg`;

async function unpack(source: ByteSource, bounds?: TarBounds): Promise<Record<string, Uint8Array>> {
  const files: Record<string, Uint8Array> = {};
  for await (const { name, begin, end } of tarEntries(source, bounds)) {
    files[name] = await readExactly(source, begin, end);
  }
  return files;
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
    await expect(unpack(bytesSource(bytes))).rejects.toMatchObject({ code });
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

test('WebDataset: the key ends at the first dot of the last part', () => {
  expect(webDatasetKey('a.b/c.d.JPG')).toEqual({ key: 'a.b/c', extension: 'jpg' });
  expect(webDatasetKey('a.b/c')).toEqual({ key: 'a.b/c', extension: '' });
});
