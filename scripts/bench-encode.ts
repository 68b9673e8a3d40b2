import type { Page } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { serveFolder } from '../e2e/support/static-server.ts';
import { openPage, rendererPeakBytes, table, withBrowser, withPreview } from './support/browser.ts';

declare const zeroShot: Engine;

/** ViT-B/16 with random weights on WASM, fp32: milliseconds a picture and a text, with every thread and with one. */
const CONFIG = {
  embed_dim: 512,
  vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 16 },
  text_cfg: { context_length: 77, vocab_size: 49408, width: 512, heads: 8, layers: 12 },
};

interface Timing {
  readonly threads: number;
  readonly load: number;
  readonly firstPicture: number;
  readonly picture: number;
  readonly firstText: number;
  readonly shortText: number;
  readonly longText: number;
  readonly peakBytes: number;
}

async function measure(url: string): Promise<Timing> {
  return withBrowser(async (browser) => {
    const page = await openPage(browser, url);
    const timing = await encodeInPage(page);
    return { ...timing, peakBytes: rendererPeakBytes() };
  });
}

function encodeInPage(page: Page): Promise<Omit<Timing, 'peakBytes'>> {
  return page.evaluate(async (config) => {
    const timed = async (run: () => Promise<unknown>) => {
      const start = performance.now();
      await run();
      return performance.now() - start;
    };
    let id = '';
    const load = await timed(async () => {
      ({ id } = await zeroShot.load({ config }, { device: 'wasm' }));
    });
    let seed = 1;
    const pictures = (count: number) => {
      const pixelValues = Float32Array.from({ length: count * 3 * 224 * 224 }, () => {
        seed = (Math.imul(seed, 1664525) + 1013904223) | 0;
        return seed / 2 ** 31;
      });
      return () => zeroShot.encodeImages(id, { pixelValues, dims: [count, 3, 224, 224] as const });
    };
    const texts = (count: number, length: number) => {
      const inputIds = Array.from({ length: count * length }, (_, i) =>
        i % length === length - 1 ? 49407 : ((seed += 7919) & 0x7fff) + 1,
      );
      return () => zeroShot.encodeTexts(id, { inputIds, dims: [count, length] as const });
    };
    const result = {
      load,
      firstPicture: await timed(pictures(1)),
      picture: (await timed(pictures(8))) / 8,
      firstText: await timed(texts(1, 8)),
      shortText: (await timed(texts(32, 8))) / 32,
      longText: (await timed(texts(16, 77))) / 16,
      threads: (await zeroShot.device()).threads,
    };
    await zeroShot.release(id);
    return result;
  }, CONFIG);
}

const isolated = await withPreview(measure);
// A host without isolation headers gives one thread.
const plain = await serveFolder('dist');
const single = await measure(plain.url);
await plain.close();

const ms = (value: number) => value.toFixed(value < 100 ? 1 : 0);
const row = (name: string, pick: (timing: Timing) => number) => [
  name,
  ms(pick(isolated)),
  ms(pick(single)),
  (pick(single) / pick(isolated)).toFixed(2),
];
console.log(
  table([
    ['ViT-B/16, fp32, WASM', `${isolated.threads} threads`, `${single.threads} thread`, 'ratio'],
    row('load with random weights, ms', (timing) => timing.load),
    row('first picture, ms', (timing) => timing.firstPicture),
    row('each of 8 pictures, ms', (timing) => timing.picture),
    row('first text, 8 tokens, ms', (timing) => timing.firstText),
    row('each of 32 texts, 8 tokens, ms', (timing) => timing.shortText),
    row('each of 16 texts, 77 tokens, ms', (timing) => timing.longText),
    row('peak memory of the tab, MB', (timing) => timing.peakBytes / 1e6),
  ]),
);
