import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import type { Precision } from '../../../src/core/model/precision.ts';
import { openPage } from '../browser.ts';
import { PEER_PAGE } from './build-page.ts';
import type { PeerModel } from './made-weights.ts';
import type { GraphFile, ModelFolder } from './model-folder.ts';
import type { PeerOptions } from './peer-calls.ts';
import { decodePictures } from './pictures.ts';
import { peerSide, productSide, type Side } from './sides.ts';

export interface BenchOptions {
  /** Address of the page, of the production build. */
  readonly url: string;
  /** Address of the host of models. */
  readonly host: string;
  readonly models: ModelFolder;
  readonly device: 'wasm' | 'webgpu';
  readonly rounds: number;
  readonly quick: boolean;
}

/** One browser with both pages, and what was loaded there for one model. */
export interface Bench extends BenchOptions {
  readonly browser: Browser;
  readonly model: PeerModel;
  /** `undefined`: the product's own default. */
  readonly ours: (precision?: Precision) => Promise<Side>;
  readonly theirs: (dtype: PeerOptions['dtype'], kind: PeerKind) => Promise<Side>;
  /** The browser's decoder alone, on pictures that were given to our side. */
  readonly decode: (key: string) => Promise<void>;
  /** In which the default runs; known once that was loaded. */
  readonly precision: () => string;
}

export type PeerKind = 'pipeline' | 'image' | 'text';

export async function openBench(
  browser: Browser,
  model: PeerModel,
  options: BenchOptions,
): Promise<Bench> {
  const { url, host, models, device } = options;
  const product = await productPage(browser, url);
  const peer = await peerPage(browser, url);
  const sides = new Map<string, Promise<Side>>();
  let precision = '';
  const once = (key: string, make: () => Promise<Side>): Promise<Side> => {
    const side = sides.get(key) ?? make();
    sides.set(key, side);
    return side;
  };
  return {
    ...options,
    browser,
    model,
    precision: () => precision,
    decode: (key) => decodePictures(product, key),
    ours: (wanted) =>
      once(`ours ${wanted}`, async () => {
        const opened = await productSide(product, host + models.checkpoint(model), {
          device,
          ...(wanted && { precision: wanted }),
        });
        if (!wanted) ({ precision } = opened);
        return opened.side;
      }),
    theirs: (dtype, kind) =>
      once(`theirs ${dtype} ${kind}`, async () => {
        const repository = models.graphs(model, graphsOf(kind, dtype, device));
        const wanted = { repository, host, device, ...(dtype && { dtype }) };
        return peerSide(peer, wanted, [kind]);
      }),
  };
}

const FILES = { pipeline: 'model', image: 'vision_model', text: 'text_model' } as const;

/** The files that transformers.js will ask for: 8 bits on WASM and 32 on a graphics card, unless told. */
export function graphsOf(
  kind: PeerKind,
  dtype: PeerOptions['dtype'],
  device: 'wasm' | 'webgpu',
): readonly [GraphFile] {
  const quantised = (dtype ?? (device === 'wasm' ? 'q8' : 'fp32')) === 'q8';
  return [`${FILES[kind]}${quantised ? '_quantized' : ''}.onnx`];
}

async function productPage(browser: Browser, url: string): Promise<Page> {
  const page = await openPage(browser, `${url}#device=wasm`);
  await page.getByRole('status').filter({ hasText: 'Ready' }).first().waitFor({ timeout: 120_000 });
  return page;
}

async function peerPage(browser: Browser, url: string): Promise<Page> {
  const page = await openPage(browser, new URL(PEER_PAGE, url).href);
  await page.waitForFunction(() => 'peer' in globalThis);
  return page;
}

const NAMES = (
  JSON.parse(
    readFileSync(
      new URL('../../../src/core/text/data/imagenet-names.json', import.meta.url),
      'utf8',
    ),
  ) as { readonly names: readonly string[] }
).names;
const KINDS = ['red', 'small', 'old', 'wet', 'toy', 'dark', 'flat', 'soft', 'loud', 'new'];

/** Names of ImageNet's classes, with another adjective in every round, so that none was seen before. */
export function freshLabels(count: number, round: number): readonly string[] {
  const kind = KINDS[round % KINDS.length] ?? '';
  const begin = round * 37;
  return Array.from(
    { length: count },
    (_, i) => `${kind} ${NAMES[(begin + i) % NAMES.length] ?? ''} ${begin + i}`,
  );
}
