import type { Page } from '@playwright/test';
import { encode } from 'fast-png';
import type { PictureView } from '../../src/core/image/picture-view.ts';
import { type PlaceGrid, smoothMap } from '../../src/core/maps/place-grid.ts';
import { placeScores } from '../../src/core/maps/place-scores.ts';
import { tilesOf } from '../../src/core/maps/tiles.ts';
import type { Engine } from '../../src/engine/contract.ts';
import type { Embeddings } from '../../src/engine/embeddings.ts';

declare const zeroShot: Engine;

/** Straight RGBA, 4 bytes a pixel, row by row. */
interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint8ClampedArray;
}

/** Which four of the pictures lie in the quarters of a composite: top left, top right, bottom left, bottom right. */
interface Composite {
  readonly pictures: readonly number[];
  /** Opaque RGB, `SIDE` pixels square. */
  readonly bitmap: Bitmap;
}

const SIDE = 256;
const HALF = SIDE / 2;

/** Numbers in [0, 1) that only the seed decides (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * `count` composites of four different pictures each, one in every quarter: which, how large (from 55 to 100 % of the quarter's side), where
 * in its quarter, and on what light ground, by the seed.
 */
function composites(pictures: readonly Bitmap[], count: number, seed: number): Composite[] {
  const random = seeded(seed);
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  return Array.from({ length: count }, () => {
    const chosen: number[] = [];
    while (chosen.length < 4) {
      const picture = whole(0, pictures.length - 1);
      if (!chosen.includes(picture)) chosen.push(picture);
    }
    const ground = [whole(160, 255), whole(160, 255), whole(160, 255), 255];
    const data = new Uint8Array(SIDE * SIDE * 4).map((_, i) => ground[i % 4] ?? 0);
    for (const [quarter, picture] of chosen.entries()) {
      const side = whole(Math.round(0.55 * HALF), HALF);
      const left = (quarter % 2) * HALF + whole(0, HALF - side);
      const top = Math.floor(quarter / 2) * HALF + whole(0, HALF - side);
      const source = pictures[picture];
      if (source) lay(source, data, left, top, side);
    }
    return { pictures: chosen, bitmap: { width: SIDE, height: SIDE, data } };
  });
}

/** Lays a picture over others at `side` pixels; each pixel is the mean of those that it stands for. */
function lay(source: Bitmap, target: Uint8Array, left: number, top: number, side: number): void {
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [red, green, blue, alpha] = mean(source, x / side, y / side, 1 / side);
      const at = ((top + y) * SIDE + left + x) * 4;
      for (const [channel, colour] of [red, green, blue].entries()) {
        target[at + channel] = Math.round(colour + (target[at + channel] ?? 0) * (1 - alpha / 255));
      }
    }
  }
}

/** Mean of premultiplied colours and of alpha over a square, given in shares of the picture. */
function mean({ width, height, data }: Bitmap, x: number, y: number, side: number) {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  const right = Math.max(Math.ceil((x + side) * width), Math.floor(x * width) + 1);
  const bottom = Math.max(Math.ceil((y + side) * height), Math.floor(y * height) + 1);
  let count = 0;
  for (let row = Math.floor(y * height); row < Math.min(bottom, height); row++) {
    for (let column = Math.floor(x * width); column < Math.min(right, width); column++) {
      const at = (row * width + column) * 4;
      const alpha = data[at + 3] ?? 0;
      for (let channel = 0; channel < 3; channel++) {
        sums[channel] = (sums[channel] ?? 0) + ((data[at + channel] ?? 0) * alpha) / 255;
      }
      sums[3] += alpha;
      count++;
    }
  }
  return sums.map((sum) => sum / count) as typeof sums;
}

/** Shares of maps whose highest place lies in the quarter of their label's picture. */
export interface Pointing {
  readonly tiles: number;
  readonly patches: number;
  readonly tilesOfRandomWords: number;
  readonly patchesOfRandomWords: number;
}

/** Pixels that the built-in model is given for patches: twice its own. */
const PATCH_PIXELS = 128;
/** Composites that are sent to the page at once. */
const AT_ONCE = 20;

/**
 * Maps of the built-in model, in the page, for every label of `count` composites of the sample shelf, by nine tiles and by patches; with its
 * own words, and with those of a text tower that was left at its random start.
 */
export async function pointing(page: Page, count: number, seed: number): Promise<Pointing> {
  const { names, side, pixels } = await readShelf(page);
  const shelf = pixels.map((base64) => ({
    width: side,
    height: side,
    data: Uint8Array.from(Buffer.from(base64, 'base64')),
  }));
  const all = composites(shelf, count, seed);
  const { tiles, patches, words, randomWords } = await embed(page, names, all);
  const share = (
    places: readonly Float32Array[],
    grid: PlaceGrid,
    labels: readonly Float32Array[],
  ) => {
    let right = 0;
    for (const [i, { pictures }] of all.entries()) {
      const own = pictures.map((picture) => labels[picture] ?? new Float32Array());
      const maps = placeScores(places[i] ?? new Float32Array(), own);
      right += maps.filter((values, quarter) => highestQuarter(values, grid) === quarter).length;
    }
    return right / (4 * count);
  };
  const { layout } = tilesOf(3);
  const rows = PATCH_PIXELS / 32;
  const grid = { ...layout, rows, columns: rows, first: 0.5 / rows };
  return {
    tiles: share(tiles, layout, words),
    patches: share(patches, grid, words),
    tilesOfRandomWords: share(tiles, layout, randomWords),
    patchesOfRandomWords: share(patches, grid, randomWords),
  };
}

/** Pixels of a map, each side, on which its highest place is looked for. */
const MAP = 32;

function highestQuarter(values: Float32Array, grid: PlaceGrid): number {
  const map = smoothMap(values, grid, { width: MAP, height: MAP });
  const highest = map.indexOf(Math.max(...map));
  return 2 * Number(highest >= (MAP * MAP) / 2) + Number(highest % MAP >= MAP / 2);
}

/** The sample shelf's pictures, RGBA of `side` pixels square, and their names. */
function readShelf(page: Page) {
  return page.evaluate(async (side) => {
    const index = (await (await fetch('samples/index.json')).json()) as {
      samples: { file: string; en: string }[];
    };
    const pixels: string[] = [];
    for (const { file } of index.samples) {
      const blob = await (await fetch(`samples/${file}`)).blob();
      const bitmap = await createImageBitmap(blob, {
        resizeWidth: side,
        resizeHeight: side,
        resizeQuality: 'high',
      });
      const context = new OffscreenCanvas(side, side).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const { data } = context?.getImageData(0, 0, side, side) ?? { data: [] };
      pixels.push(btoa(Array.from(data, (byte) => String.fromCharCode(byte)).join('')));
    }
    return { names: index.samples.map(({ en }) => en), side, pixels };
  }, HALF);
}

/** Vectors of the tiles and patches of every composite, and of every name by both text towers. */
async function embed(page: Page, names: readonly string[], all: readonly Composite[]) {
  const texts = await page.evaluate(
    async (prompts) => {
      const source = { url: 'models/mini/open_clip_model.safetensors.index.json' };
      const rows = ({ data, dims }: Embeddings) =>
        prompts.map((_, row) => Array.from(data.slice(row * dims[1], (row + 1) * dims[1])));
      const whole = await zeroShot.load(source);
      const random = await zeroShot.load(source, { rule: 'timm', seed: 0 });
      const words = rows(await zeroShot.encodeTexts(whole.id, prompts));
      const randomWords = rows(await zeroShot.encodeTexts(random.id, prompts));
      await zeroShot.release(random.id);
      return { id: whole.id, words, randomWords };
    },
    names.map((name) => `a photo of a ${name}`),
  );
  const places: { readonly tiles: readonly number[]; readonly patches: readonly number[] }[] = [];
  for (let from = 0; from < all.length; from += AT_ONCE) {
    const files = all.slice(from, from + AT_ONCE).map(({ bitmap }) => pngBase64(bitmap));
    const { id } = texts;
    const wish = { id, files, views: tilesOf(3).views, size: PATCH_PIXELS };
    places.push(...(await embedPlaces(page, wish)));
  }
  await page.evaluate((id) => zeroShot.release(id), texts.id);
  const vectors = (rows: readonly (readonly number[])[]) =>
    rows.map((row) => Float32Array.from(row));
  return {
    tiles: vectors(places.map(({ tiles }) => tiles)),
    patches: vectors(places.map(({ patches }) => patches)),
    words: vectors(texts.words),
    randomWords: vectors(texts.randomWords),
  };
}

interface PlacesWish {
  readonly id: string;
  readonly files: readonly string[];
  readonly views: readonly PictureView[];
  readonly size: number;
}

function embedPlaces(page: Page, wish: PlacesWish) {
  return page.evaluate(async ({ id, files, views, size }) => {
    const found: { tiles: number[]; patches: number[] }[] = [];
    for (const file of files) {
      const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
      const picture = new Blob([bytes], { type: 'image/png' });
      const tiles = await zeroShot.encodeViews(id, picture, views);
      const patches = await zeroShot.encodePatches(id, picture, { size });
      found.push({ tiles: Array.from(tiles.data), patches: Array.from(patches.data) });
    }
    return found;
  }, wish);
}

function pngBase64(bitmap: Bitmap): string {
  const { width, height, data } = bitmap;
  return Buffer.from(encode({ width, height, data, channels: 4, depth: 8 })).toString('base64');
}
