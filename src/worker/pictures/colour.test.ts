import { afterEach, describe, expect, test } from 'vitest';
import address from '../../kernels/rows.as.ts?kernel';
import { pixelsOfRows } from './decoded-pixels.ts';
import { jpegRows } from './jpeg-colour.ts';
import { setPlaneKernels } from './plane-kernels.ts';
import { openSimdPixels } from './simd-pixels.ts';
import { webpRows } from './webp-colour.ts';
import type { Plane } from './yuv-planes.ts';

/** Planes as Chromium's `ImageDecoder` gave them for small pictures of noise, and the colours Pillow 9.4 gave for the same files. */
// oxfmt-ignore
const REFERENCES = [
  { name: 'JPEG 4:2:0', convert: jpegRows, size: [7, 5], colours: [4, 3],
    y: [151, 140, 85, 163, 88, 172, 157, 83, 61, 68, 104, 123, 111, 73, 114, 81, 66, 116, 206, 185, 71, 131, 161, 96, 59, 122, 177, 135, 81, 98, 107, 91, 151, 71, 109],
    u: [104, 161, 112, 149, 139, 177, 131, 149, 190, 190, 129, 90],
    v: [121, 143, 84, 141, 122, 150, 102, 171, 128, 161, 122, 200],
    rgb: [141, 164, 108, 137, 145, 122, 99, 71, 119, 163, 156, 200, 47, 110, 81, 130, 196, 160, 156, 154, 178, 73, 93, 56, 60, 62, 57, 83, 52, 111, 108, 93, 148, 88, 141, 125, 76, 130, 106, 81, 64, 96, 106, 118, 118, 81, 77, 104, 86, 44, 126, 127, 99, 174, 181, 215, 224, 165, 194, 192, 98, 52, 98, 125, 126, 174, 165, 148, 216, 120, 68, 176, 77, 36, 130, 108, 124, 149, 173, 178, 182, 180, 110, 144, 80, 65, 168, 106, 76, 190, 138, 72, 206, 119, 62, 169, 150, 146, 179, 82, 67, 62, 173, 82, 79] },
  { name: 'JPEG 4:2:2', convert: jpegRows, size: [7, 5], colours: [4, 5],
    y: [133, 157, 196, 51, 115, 158, 171, 70, 117, 187, 222, 206, 63, 211, 74, 156, 80, 156, 153, 66, 141, 187, 157, 171, 212, 77, 219, 156, 163, 85, 142, 63, 90, 66, 174],
    u: [81, 161, 84, 142, 211, 109, 140, 128, 142, 170, 209, 109, 142, 84, 110, 117, 115, 177, 124, 86],
    v: [100, 102, 93, 68, 141, 101, 116, 64, 132, 163, 134, 102, 155, 145, 126, 51, 124, 140, 137, 68],
    rgb: [94, 169, 50, 119, 186, 109, 158, 211, 219, 12, 66, 76, 69, 147, 71, 101, 197, 107, 95, 210, 169, 88, 32, 217, 121, 95, 220, 163, 197, 198, 190, 242, 203, 184, 216, 213, 28, 78, 79, 139, 246, 216, 80, 66, 99, 173, 140, 193, 118, 49, 142, 195, 118, 248, 171, 119, 255, 63, 48, 165, 116, 152, 152, 225, 163, 212, 192, 139, 157, 198, 168, 118, 229, 216, 146, 81, 83, 33, 190, 240, 191, 75, 202, 133, 157, 170, 140, 85, 84, 90, 153, 125, 200, 78, 43, 127, 104, 80, 106, 55, 76, 43, 114, 216, 116] },
  { name: 'JPEG 4:4:4', convert: jpegRows, size: [3, 2], colours: [3, 2],
    y: [150, 191, 117, 126, 165, 86],
    u: [174, 63, 162, 174, 63, 162],
    v: [41, 89, 153, 36, 106, 204],
    rgb: [28, 196, 232, 136, 241, 76, 152, 87, 177, 0, 176, 208, 134, 203, 50, 193, 20, 146] },
  { name: 'JPEG 4:2:0, too narrow to filter', convert: jpegRows, size: [3, 6], colours: [2, 3],
    y: [125, 151, 208, 121, 227, 65, 122, 103, 226, 199, 207, 114, 185, 112, 179, 82, 147, 72],
    u: [115, 134, 116, 132, 121, 132],
    v: [138, 134, 110, 105, 152, 147],
    rgb: [139, 122, 102, 165, 148, 128, 216, 202, 219, 135, 118, 98, 241, 224, 204, 73, 59, 76, 97, 139, 101, 78, 120, 82, 194, 241, 233, 174, 216, 178, 182, 224, 186, 82, 129, 121, 219, 170, 173, 146, 97, 100, 206, 164, 186, 116, 67, 70, 181, 132, 135, 99, 57, 79] },
  { name: 'WebP, odd sides', convert: webpRows, size: [7, 5], colours: [4, 3],
    y: [154, 167, 191, 127, 205, 66, 156, 155, 98, 102, 79, 208, 215, 140, 104, 172, 99, 226, 148, 93, 41, 174, 200, 75, 85, 120, 160, 84, 133, 75, 102, 113, 222, 85, 107],
    u: [96, 126, 118, 151, 88, 136, 102, 110, 105, 110, 121, 137],
    v: [89, 92, 117, 107, 121, 135, 112, 117, 124, 194, 161, 153],
    rgb: [98, 205, 96, 115, 216, 127, 145, 237, 186, 81, 155, 121, 193, 237, 204, 37, 70, 54, 134, 172, 193, 112, 200, 93, 48, 130, 45, 57, 125, 84, 38, 92, 67, 200, 240, 203, 209, 246, 218, 117, 156, 156, 79, 130, 26, 162, 202, 127, 85, 104, 87, 235, 250, 242, 135, 169, 123, 67, 108, 53, 7, 45, 7, 174, 203, 111, 216, 224, 162, 93, 60, 53, 104, 70, 72, 126, 125, 89, 163, 178, 129, 76, 86, 51, 128, 151, 82, 83, 70, 22, 159, 76, 70, 183, 82, 89, 255, 222, 216, 112, 67, 64, 133, 93, 104] },
  { name: 'WebP, even sides', convert: webpRows, size: [6, 4], colours: [3, 2],
    y: [116, 126, 114, 184, 56, 40, 162, 211, 89, 88, 138, 163, 149, 139, 176, 139, 169, 111, 54, 78, 77, 171, 207, 180],
    u: [116, 112, 131, 132, 126, 116],
    v: [104, 155, 126, 102, 133, 139],
    rgb: [78, 141, 92, 111, 142, 102, 136, 109, 84, 228, 184, 173, 55, 43, 43, 25, 28, 34, 132, 193, 154, 206, 241, 209, 101, 81, 63, 109, 75, 64, 152, 139, 134, 173, 171, 169, 115, 175, 155, 118, 157, 141, 189, 186, 178, 159, 137, 131, 191, 175, 162, 123, 107, 94, 3, 64, 52, 43, 86, 78, 66, 73, 71, 192, 176, 172, 238, 218, 204, 209, 187, 167] },
] as const;

function plane(data: readonly number[], [width, height]: readonly [number, number]): Plane {
  return { data: Uint8Array.from(data), width, height, stride: width };
}

function rgbOf(rgba: Uint8Array): number[] {
  return [...rgba].filter((_, i) => i % 4 < 3);
}

const kernels = await openSimdPixels(address);

afterEach(() => setPlaneKernels(null));

describe.each([
  ['plain', null],
  ['with SIMD', kernels],
])('planes of a picture, %s', (_, chosen) => {
  test.each(REFERENCES)('$name: the colours are those of Pillow', (reference) => {
    const { convert, size, colours, y, u, v, rgb } = reference;
    setPlaneKernels(chosen);
    const rows = convert({ y: plane(y, size), u: plane(u, colours), v: plane(v, colours) });
    const rgba = pixelsOfRows(rows).data;
    expect(rgbOf(rgba)).toEqual([...rgb]);
    expect(rgba.filter((_, i) => i % 4 === 3)).toEqual(new Uint8Array(y.length).fill(255));
  });

  test('rows may lie apart in memory', () => {
    const [{ convert, size, colours, y, u, v, rgb }] = REFERENCES;
    const apart = (data: readonly number[], [width, height]: readonly [number, number]): Plane => {
      const stride = width + 3;
      const spread = new Uint8Array(stride * height);
      for (const [i, value] of data.entries()) {
        spread[Math.floor(i / width) * stride + (i % width)] = value;
      }
      return { data: spread, width, height, stride };
    };
    setPlaneKernels(chosen);
    const rows = convert({ y: apart(y, size), u: apart(u, colours), v: apart(v, colours) });
    const rgba = pixelsOfRows(rows).data;
    expect(rgbOf(rgba)).toEqual([...rgb]);
  });
});
