import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import type { LoadOptions } from '../src/engine/loading.ts';
import { FULL_SIZE, writeFullSize } from './support/full-size-checkpoint.ts';
import { costOf, peakBytes } from './support/peer/cost.ts';
import { serveRanges } from './support/range-server.ts';
import {
  openContextPage,
  rendererPeakBytes,
  resetRendererPeak,
  table,
  withPreview,
  withProfile,
} from './support/browser.ts';

declare const zeroShot: Engine;

/**
 * Time and peak memory of loading full-size files with random weights over HTTP on WASM, at a first visit and at a second one to which
 * the browser has kept what it keeps. The tab's own memory (the page, the runtime and the built-in model's towers) is measured
 * before and taken off: what is left belongs to the load. Seconds of the processor are those of all the browser's processes.
 */
interface Loading {
  readonly seconds: Readonly<Record<string, number>>;
  readonly all: number;
  readonly weightBytes: number;
  readonly before: number;
  readonly peak: number;
  /** Of all processes of the browser together. */
  readonly whole: number;
  readonly cpuSeconds: number;
}

interface Case {
  readonly name: string;
  readonly options: LoadOptions;
  /** Afterwards written again, as *Save as* does. */
  readonly save?: boolean;
  readonly visits: readonly string[];
}

/** Loads in the page; how long each stage took, in seconds. */
function loadInPage(page: Page, url: string, { options, save = false }: Case) {
  return page.evaluate(
    async ([url, options, save]) => {
      const seconds: Record<string, number> = {};
      const start = performance.now();
      let last = start;
      const { id, model } = await zeroShot.load(
        { url },
        {
          ...options,
          device: 'wasm',
          onProgress: ({ stage }) => {
            const now = performance.now();
            seconds[stage] = (seconds[stage] ?? 0) + (now - last) / 1000;
            last = now;
          },
        },
      );
      const loaded = performance.now();
      if (save) {
        await zeroShot.save(id, { layout: 'openclip' });
        seconds['saving'] = (performance.now() - loaded) / 1000;
      }
      const all = (performance.now() - start) / 1000;
      await zeroShot.release(id);
      return { seconds, all, weightBytes: model.weightBytes };
    },
    [url, options, save] as const,
  );
}

/** One visit in that profile. */
function measure(profile: string, pageUrl: string, url: string, load: Case): Promise<Loading> {
  return withProfile(profile, async (context) => {
    const page = await openContextPage(context, pageUrl);
    await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
    const before = resetRendererPeak();
    let done: Awaited<ReturnType<typeof loadInPage>> | undefined;
    let whole = 0;
    const { cpu } = await costOf(async () => {
      whole = await peakBytes(async () => {
        done = await loadInPage(page, url, load);
      });
    });
    if (!done) throw new Error('The load gave nothing.');
    return { ...done, before, peak: rendererPeakBytes(), whole, cpuSeconds: cpu };
  });
}

const MODELS = Object.keys(FULL_SIZE) as (keyof typeof FULL_SIZE)[];
const FIRST = ['first'];
const BOTH = ['first', 'second'];
const CASES: readonly Case[] = [
  { name: 'fp32', options: {}, visits: BOTH },
  { name: 'int8', options: { precision: 'int8' }, visits: BOTH },
  { name: 'fp32, not kept', options: { keep: false }, visits: FIRST },
  { name: 'fp32, image tower only', options: { rule: 'timm' }, visits: FIRST },
  { name: 'fp32, then saved', options: {}, save: true, visits: FIRST },
];

/** Padded to the longest cell of their columns, so that a row can be printed as soon as it is measured. */
const HEADS = [
  'model   ',
  'load                  ',
  'visit ',
  'file, MB',
  'prepared, MB',
  'tab before, MB',
  'peak, MB',
  'load / prepared',
  'all processes, MB',
  'all, s',
  'processor, s',
  'stages, s',
];

const mb = (bytes: number) => (bytes / 1e6).toFixed(0);

function cells(heads: readonly string[], bytes: number, loading: Loading): readonly string[] {
  const { all, seconds, weightBytes, before, peak, whole, cpuSeconds } = loading;
  const stages = Object.entries(seconds).map(([stage, time]) => `${stage} ${time.toFixed(1)}`);
  const share = ((peak - before) / weightBytes).toFixed(2);
  const memory = [mb(bytes), mb(weightBytes), mb(before), mb(peak), share, mb(whole)];
  return [...heads, ...memory, all.toFixed(1), cpuSeconds.toFixed(1), stages.join(', ')];
}

const folder = await mkdtemp(join(tmpdir(), 'bench-load-'));
const server = await serveRanges(folder);
/** Names of models and of loads; none for all. */
const wanted = new Set<string>(process.argv.slice(2));
const chosen = <T extends string>(names: readonly T[]): readonly T[] => {
  const some = names.filter((name) => wanted.has(name));
  return some.length > 0 ? some : names;
};
const loads = chosen(CASES.map(({ name }) => name));
try {
  console.log(table([HEADS]));
  for (const model of chosen(MODELS)) {
    const bytes = writeFullSize(model, join(folder, 'open_clip_model.safetensors'));
    const config = JSON.stringify({ model_cfg: FULL_SIZE[model] });
    await writeFile(join(folder, 'open_clip_config.json'), config);
    for (const load of CASES.filter(({ name }) => loads.includes(name))) {
      const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'));
      // One server for both visits: what a browser keeps belongs to an address.
      await withPreview(async (pageUrl) => {
        for (const visit of load.visits) {
          const url = `${server.url}open_clip_model.safetensors`;
          const loading = await measure(profile, pageUrl, url, load);
          const row = cells([model, load.name, visit], bytes, loading);
          console.log(table([HEADS, row]).split('\n')[1] ?? '');
        }
      });
      await rm(profile, { recursive: true });
    }
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}
