import { CodedError } from '../../core/errors.ts';
import { decode } from 'fast-png';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cropPicture } from '../../core/image/crop-picture.ts';
import { inspectPicture } from '../../core/image/inspect-picture.ts';
import { orient } from '../../core/image/orient.ts';
import { settlePixels } from '../../core/image/settle-pixels.ts';
import { goldenBytes, goldenJson } from '../../testing/golden.ts';
import { mendPicture, withRightChecksums } from './mend-picture.ts';
import { readWide } from './read-wide.ts';

const { size, files } = goldenJson('kinds/index.json') as {
  readonly size: number;
  readonly files: Readonly<Record<string, { readonly pillow: number; readonly white: number }>>;
};
const crops = goldenBytes('kinds/crops.u8');
const cropOf = (name: string): Uint8Array => {
  const at = files[name]?.pillow ?? 0;
  return crops.subarray(at, at + size * size * 3);
};
const mended = async (bytes: Uint8Array<ArrayBuffer>) => mendPicture(bytes, inspectPicture(bytes));

test.each(['grey16.png', 'grey16-low.png', 'grey16-adam7.png', 'grey16-pillow.png'])(
  '%s: 16-bit grey is clipped as Pillow clips it, with every bit',
  async (name) => {
    const bytes = goldenBytes(`kinds/${name}`);
    const picture = { ...(await readWide(bytes)), mode: 'L' as const };
    expect(cropPicture(picture, { size }, 'as-pillow').data).toEqual(cropOf(name));
    // Turned, it is cropped as the turned values are.
    const back = orient(orient(picture, 6), 8);
    expect(back.wide).toEqual(picture.wide);
    expect(orient(picture, 6).wide).not.toEqual(picture.wide);
  },
);

test.each(['no-end.png', 'default-apart.png', 'default-apart-no-end.png'])(
  '%s becomes a plain PNG that another reader takes, with Pillow’s pixels',
  async (name) => {
    const bytes = goldenBytes(`kinds/${name}`);
    const { width, height, data } = decode(await mended(bytes), { checkCrc: true });
    const rgba = new Uint8Array(width * height * 4).fill(255);
    for (let i = 0; i < width * height; i++) rgba.set(data.subarray(i * 3, i * 3 + 3), i * 4);
    const { data: crop } = cropPicture(
      { width, height, data: rgba, mode: 'RGB' },
      { size },
      'white',
    );
    expect(crop).toEqual(cropOf(name));
  },
);

test('a PNG with wrong checksums gets right ones where all its rows are there', async () => {
  const whole = goldenBytes('kinds/xmp.png');
  const at = new TextDecoder('latin1').decode(whole).indexOf('IDAT');
  const [wrong, cut] = [whole.slice(), whole.slice(0, at + 100)];
  const length = new DataView(whole.buffer, whole.byteOffset).getUint32(at - 4);
  wrong.set([1, 2, 3, 4], at + 4 + length);
  expect(() => decode(wrong, { checkCrc: true })).toThrow(/CRC/i);
  const right = await withRightChecksums(wrong, inspectPicture(whole));
  expect(decode(right ?? wrong, { checkCrc: true }).data).toEqual(decode(whole).data);
  expect(await withRightChecksums(cut, inspectPicture(whole))).toBeNull();
});

test('a PNG cut within its pixels says how many rows are there', async () => {
  const whole = goldenBytes('kinds/no-end.png');
  const cut = whole.slice(0, whole.length / 2);
  const error = await mended(cut).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CodedError);
  const { code, details } = error as CodedError;
  expect([code, details['height']]).toEqual(['picture-truncated', 36]);
  expect(details['rows']).toBeGreaterThan(10);
  expect(details['rows']).toBeLessThan(26);
});

test('a PNG whose last checksum is cut off holds every row', async () => {
  expect((await mended(goldenBytes('kinds/no-checksum.png'))).length).toBeGreaterThan(0);
});

test('a file with nothing to mend stays the very same', async () => {
  const bytes = goldenBytes('picture-3-rgb-97x61.png');
  expect(await mended(bytes)).toBe(bytes);
});

test('what a decoder leaves clear becomes what Pillow has there', () => {
  const settled = (file: string, pixel: readonly number[]): number[] => {
    const rgba = Uint8Array.from(pixel);
    settlePixels(rgba, inspectPicture(goldenBytes(`kinds/${file}`)));
    return [...rgba];
  };
  const bytes = goldenBytes('kinds/part.gif');
  expect(settled('part.gif', [0, 0, 0, 0])).toEqual([...bytes.subarray(13, 16), 255]);
  expect(settled('part-clear.gif', [0, 0, 0, 0])[3]).toBe(0);
  expect(settled('part-clear.gif', [1, 2, 3, 255])).toEqual([1, 2, 3, 255]);
  expect(settled('v5-no-mask-empty.bmp', [1, 2, 3, 0])).toEqual([1, 2, 3, 255]);
  expect(settled('v4-mask-ramp.bmp', [1, 2, 3, 0])).toEqual([1, 2, 3, 0]);
  expect(settled('part.webp', [0, 0, 0, 0])).toEqual([0, 0, 0, 255]);
  // Five bits, rounded down as Pillow rounds: 8 of 31.
  expect(settled('555.bmp', [66, 66, 66, 255])).toEqual([65, 65, 65, 255]);
});

test('whatever is changed in a file without an end, it is mended or refused', async () => {
  const change = fc.tuple(fc.nat(), fc.nat(255));
  const names = fc.constantFrom(
    'no-end.png',
    'default-apart-no-end.png',
    'grey16-adam7.png',
    'no-end.jpg',
  );
  await fc.assert(
    fc.asyncProperty(
      names,
      fc.array(change, { maxLength: 4 }),
      fc.nat(400),
      async (name, changes, cut) => {
        const whole = goldenBytes(`kinds/${name}`);
        const copy = whole.slice(0, whole.length - cut);
        for (const [at, value] of changes) copy[at % 60] = value;
        try {
          return (await mended(copy)).length > 0;
        } catch (error) {
          return error instanceof CodedError;
        }
      },
    ),
    { numRuns: 300 },
  );
});
