import type { Page } from '@playwright/test';
import type { Engine } from '../../../src/engine/contract.ts';
import type { LoadOptions } from '../../../src/engine/loading.ts';
import type { Peer, PeerOptions } from './peer-calls.ts';
import { makePictures, type PictureOrder } from './pictures.ts';

declare const zeroShot: Engine;
declare const peer: Peer;
declare const pictures: Record<string, Blob[]>;

/** Numbers for a tower without any preprocessing: pictures [count, 3, size, size], the same on both sides. */
export interface PixelOrder {
  readonly count: number;
  readonly size: number;
  readonly seed: number;
}

/** The product or what it is compared with, loaded with one model. Pictures are named by the key under which they were made. */
export interface Side {
  readonly pictures: (order: PictureOrder) => Promise<void>;
  /** Probabilities by picture and label; `{}` in the template stands for the label. */
  readonly classify: (
    key: string,
    labels: readonly string[],
    template?: string,
  ) => Promise<readonly (readonly number[])[]>;
  readonly encodeImages: (key: string) => Promise<readonly number[]>;
  readonly encodePixels: (order: PixelOrder) => Promise<readonly number[]>;
  readonly encodeTexts: (texts: readonly string[]) => Promise<readonly number[]>;
  /** Decodes and crops one picture after the other, and no more. */
  readonly crops: (key: string) => Promise<unknown>;
}

const TEMPLATE = 'This is a photo of {}';

/** Loads the product's model in its page. Returns the precision that it runs in, too. */
export async function productSide(page: Page, url: string, options: LoadOptions) {
  const { id, precision } = await page.evaluate(
    async ([url, options]) => {
      const { id, model } = await zeroShot.load({ url }, options);
      return { id, precision: model.precision };
    },
    [url, options] as const,
  );
  const side: Side = {
    pictures: (order) => makePictures(page, order),
    classify: (key, labels, template = TEMPLATE) =>
      page.evaluate(
        async ({ id, key, labels, template }) => {
          const templates = [template.replace('{}', '{label}')];
          const found = await zeroShot.classify(id, pictures[key] ?? [], labels, { templates });
          const [rows, columns] = found.dims;
          return Array.from({ length: rows }, (_, row) =>
            Array.from(found.probabilities.subarray(row * columns, (row + 1) * columns)),
          );
        },
        { id, key, labels, template },
      ),
    encodeImages: (key) =>
      page.evaluate(
        async ({ id, key }) => [...(await zeroShot.encodeImages(id, pictures[key] ?? [])).data],
        { id, key },
      ),
    encodePixels: (order) =>
      page.evaluate(
        async ({ id, count, size, seed }) => {
          const pixelValues = Float32Array.from({ length: count * 3 * size * size }, (_, i) =>
            Math.sin(i * 0.7 + seed),
          );
          const dims = [count, 3, size, size] as const;
          return [...(await zeroShot.encodeImages(id, { pixelValues, dims })).data];
        },
        { id, ...order },
      ),
    encodeTexts: (texts) =>
      page.evaluate(async ({ id, texts }) => [...(await zeroShot.encodeTexts(id, texts)).data], {
        id,
        texts,
      }),
    crops: (key) =>
      page.evaluate(
        async ({ id, key }) => {
          for (const picture of pictures[key] ?? []) await zeroShot.preprocess(id, picture);
        },
        { id, key },
      ),
  };
  return { side, precision, release: () => page.evaluate((id) => zeroShot.release(id), id) };
}

/** transformers.js in its page; what is named in `kinds` is loaded now. */
export async function peerSide(
  page: Page,
  options: PeerOptions,
  kinds: readonly ('pipeline' | 'image' | 'text')[],
): Promise<Side> {
  await page.evaluate(([options, kinds]) => peer.load(options, kinds), [options, kinds] as const);
  return {
    pictures: (order) => makePictures(page, order),
    classify: (key, labels, template = TEMPLATE) =>
      page.evaluate(
        (given) =>
          peer.classify(given.options, pictures[given.key] ?? [], given.labels, given.template),
        { options, key, labels, template },
      ),
    encodeImages: (key) =>
      page.evaluate(([options, key]) => peer.encodeImages(options, pictures[key] ?? []), [
        options,
        key,
      ] as const),
    encodePixels: (order) =>
      page.evaluate(
        ({ options, count, size, seed }) => {
          const pixels = Float32Array.from({ length: count * 3 * size * size }, (_, i) =>
            Math.sin(i * 0.7 + seed),
          );
          return peer.encodePixels(options, pixels, [count, 3, size, size]);
        },
        { options, ...order },
      ),
    encodeTexts: (texts) =>
      page.evaluate(([options, texts]) => peer.encodeTexts(options, texts), [
        options,
        texts,
      ] as const),
    crops: (key) =>
      page.evaluate(
        async ([options, key]) => {
          for (const picture of pictures[key] ?? []) await peer.crops(options, [picture]);
        },
        [options, key] as const,
      ),
  };
}
