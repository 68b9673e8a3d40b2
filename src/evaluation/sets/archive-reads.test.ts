import { afterEach, expect, test, vi } from 'vitest';
import { makeTar, makeZip } from '../../testing/make-archives.ts';
import { openSet, pictureBytes, textOfPicture } from '../../testing/open-set.ts';
import { readPictures } from '../encode-pictures.ts';

const COUNT = 400;

/** Pictures of 2 kB, class after class. */
const FILES = Array.from({ length: COUNT }, (_, i) => ({
  name: `${i < COUNT / 2 ? 'cat' : 'dog'}/${String(i).padStart(3, '0')}.png`,
  data: pictureBytes(`${i} `.padEnd(2000, '.')),
  deflate: false,
}));

afterEach(() => void vi.restoreAllMocks());

test.each([
  ['a zip archive', 'set.zip', makeZip(FILES)],
  [
    'a zip archive that is packed',
    'set.zip',
    makeZip(FILES.map((one) => ({ ...one, deflate: true }))),
  ],
  ['a tar archive', 'set.tar', makeTar(FILES)],
])('%s is read in few pieces, and no Blob is made of its pictures', async (_, name, bytes) => {
  const file = new File([bytes], name, { lastModified: 1 });
  const { pictures } = await openSet({ kind: 'files', files: [{ path: name, file }] });
  const reads: number[] = [];
  const { arrayBuffer } = Blob.prototype;
  vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(function (this: Blob) {
    reads.push(this.size);
    return arrayBuffer.call(this);
  });
  const made = vi.fn();
  vi.stubGlobal(
    'Blob',
    class extends Blob {
      constructor(...parts: ConstructorParameters<typeof Blob>) {
        super(...parts);
        made();
      }
    },
  );
  const { signal } = new AbortController();
  const files = [];
  for (let from = 0; from < COUNT; from += 64)
    files.push(...(await readPictures(pictures.slice(from, from + 64), signal)));
  vi.unstubAllGlobals();
  expect(made).toHaveBeenCalledTimes(0);
  expect(reads.length).toBeLessThan(COUNT / 20);
  // Each byte once, but for what a piece and the next have in common.
  expect(reads.reduce((sum, one) => sum + one)).toBeLessThan(bytes.length * 1.05);
  // What is handed over leaves nothing else behind: each has memory of its own.
  const buffers = files.map((one) => (one instanceof Uint8Array ? one.buffer : null));
  expect(new Set(buffers).size).toBe(COUNT);
  const lengths = files.map((one) => (one instanceof Uint8Array ? one.buffer.byteLength : 0));
  expect(new Set(lengths)).toEqual(new Set([2008]));
  expect((await textOfPicture(files[17] ?? new Blob())).slice(8, 10)).toBe('17');
});

test('a picture that is damaged in its archive gives an empty file, which the engine calls unreadable', async () => {
  const zip = makeZip([
    { name: 'cat/1.png', data: pictureBytes('one') },
    { name: 'dog/2.png', data: pictureBytes('two'), claims: { crc32: 1 } },
  ]);
  const file = new File([zip], 'set.zip', { lastModified: 1 });
  const { pictures } = await openSet({ kind: 'files', files: [{ path: 'set.zip', file }] });
  const files = await readPictures(pictures, new AbortController().signal);
  expect(await Promise.all(files.map(textOfPicture))).toEqual([expect.stringContaining('one'), '']);
});
