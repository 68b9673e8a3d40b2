import type { Page } from '@playwright/test';
import { pointing } from '../e2e/support/composites.ts';
import { tilesOf } from '../src/core/maps/tiles.ts';
import type { Engine } from '../src/engine/contract.ts';
import type { ModelSource } from '../src/engine/loading.ts';
import { openPage, table, withBrowser, withPreview } from './support/browser.ts';

declare const zeroShot: Engine;

/** Milliseconds of each map of one picture beside a plain encode, and how often maps of composites point to the right quarter. */
const MODELS: readonly {
  readonly name: string;
  readonly source: ModelSource;
  readonly sizes: readonly (number | null)[];
}[] = [
  {
    name: 'built-in model',
    source: { url: 'models/mini/open_clip_model.safetensors.index.json' },
    sizes: [96, 192, 288],
  },
  {
    name: 'ViT-B/32, random weights',
    source: {
      config: {
        embed_dim: 512,
        vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 32 },
        text_cfg: { context_length: 77, vocab_size: 1000, width: 64, heads: 1, layers: 1 },
      },
    },
    sizes: [null],
  },
];

const COMPOSITES = 320;
const TIMES = 5;

type Row = readonly [name: string, milliseconds: number];

function timeMaps(page: Page, { source, sizes }: Omit<(typeof MODELS)[number], 'name'>) {
  const tiles = ([3, 6] as const).map((side) => ({ side, views: tilesOf(side).views }));
  return page.evaluate(
    async ({ source, sizes, tiles, times }) => {
      const { id } = await zeroShot.load(source, { device: 'wasm' });
      // Never the same picture twice: what was encoded is remembered.
      const picture = async (): Promise<Blob> => {
        const canvas = new OffscreenCanvas(640, 480);
        const pixels = new ImageData(640, 480);
        for (let i = 0; i < pixels.data.length; i++)
          pixels.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
        canvas.getContext('2d')?.putImageData(pixels, 0, 0);
        return canvas.convertToBlob({ type: 'image/jpeg' });
      };
      const corner = { left: 0.1, top: 0.1, width: 0.4, height: 0.4 };
      const maps: [string, (blob: Blob) => Promise<unknown>][] = [
        ['plain encode', (blob) => zeroShot.encodeImages(id, [blob])],
        ['one part covered', (blob) => zeroShot.encodeViews(id, blob, [{ covered: [corner] }])],
      ];
      for (const { side, views } of tiles) {
        maps.push([`tiles, ${side} x ${side}`, (blob) => zeroShot.encodeViews(id, blob, views)]);
      }
      for (const size of sizes) {
        const options = size === null ? {} : { size };
        const name = `patches${size === null ? '' : ` at ${size} pixels`}`;
        maps.push([name, (blob) => zeroShot.encodePatches(id, blob, options)]);
      }
      // Round by round, so that a busy moment of the machine falls on all alike; the first round is not counted.
      const taken = maps.map((): number[] => []);
      for (let round = 0; round <= times; round++) {
        for (const [index, [, run]] of maps.entries()) {
          const blob = await picture();
          const start = performance.now();
          await run(blob);
          if (round > 0) taken[index]?.push(performance.now() - start);
        }
      }
      const middle = Math.floor(times / 2);
      const rows = maps.map(([name], index): [string, number] => [
        name,
        taken[index]?.toSorted((a, b) => a - b)[middle] ?? 0,
      ]);
      await zeroShot.release(id);
      return rows;
    },
    { source, sizes, tiles, times: TIMES },
  );
}

function show(name: string, rows: readonly Row[]): void {
  const plain = rows[0]?.[1] ?? 0;
  const cells = rows.map(([map, time]) => [map, time.toFixed(1), (time / plain).toFixed(1)]);
  console.log(`${table([[name, 'ms', 'ratio'], ...cells])}\n`);
}

await withPreview((url) =>
  withBrowser(async (browser) => {
    const page = await openPage(browser, url);
    for (const { name, ...model } of MODELS) show(name, await timeMaps(page, model));
    const shares = await pointing(page, COMPOSITES, 2);
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    console.log(
      table([
        [
          `right quarter of ${COMPOSITES} composites, 4 labels each`,
          'words of the model',
          'random words',
        ],
        ['tiles, 3 x 3', percent(shares.tiles), percent(shares.tilesOfRandomWords)],
        ['patches at 128 pixels', percent(shares.patches), percent(shares.patchesOfRandomWords)],
      ]),
    );
  }),
);
