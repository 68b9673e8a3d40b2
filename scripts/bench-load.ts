import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import type { LoadOptions } from '../src/engine/loading.ts';
import { FULL_SIZE, writeFullSize } from './support/full-size-checkpoint.ts';
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
 * Time and peak memory of loading full-size files with random weights over HTTP on WASM. The tab's own memory (the page,
 * the runtime and the built-in model's towers) is measured before and taken off: what is left belongs to the load.
 */
interface Loading {
  readonly seconds: Readonly<Record<string, number>>;
  readonly all: number;
  readonly weightBytes: number;
  readonly before: number;
  readonly peak: number;
}

interface Case {
  readonly name: string;
  readonly options: LoadOptions;
  /** Afterwards written again, as *Save as* does. */
  readonly save?: boolean;
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

async function measure(pageUrl: string, url: string, load: Case): Promise<Loading> {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'));
  try {
    return await withProfile(profile, async (context) => {
      const page = await openContextPage(context, pageUrl);
      await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 120_000 });
      const before = resetRendererPeak();
      const done = await loadInPage(page, url, load);
      return { ...done, before, peak: rendererPeakBytes() };
    });
  } finally {
    await rm(profile, { recursive: true });
  }
}

const MODELS = Object.keys(FULL_SIZE) as (keyof typeof FULL_SIZE)[];
const CASES: readonly Case[] = [
  { name: 'fp32', options: {} },
  { name: 'fp32, image tower only', options: { rule: 'timm' } },
  { name: 'int8', options: { precision: 'int8' } },
  { name: 'fp32, then saved', options: {}, save: true },
];

/** Padded to the longest cell of their columns, so that a row can be printed as soon as it is measured. */
const HEADS = [
  'model   ',
  'load                  ',
  'file, MB',
  'prepared, MB',
  'tab before, MB',
  'peak, MB',
  'load / prepared',
  'all, s',
  'stages, s',
];

const mb = (bytes: number) => (bytes / 1e6).toFixed(0);

function cells(model: string, load: string, bytes: number, loading: Loading): readonly string[] {
  const { all, seconds, weightBytes, before, peak } = loading;
  const stages = Object.entries(seconds).map(([stage, time]) => `${stage} ${time.toFixed(1)}`);
  const share = ((peak - before) / weightBytes).toFixed(2);
  const memory = [mb(bytes), mb(weightBytes), mb(before), mb(peak), share];
  return [model, load, ...memory, all.toFixed(1), stages.join(', ')];
}

const folder = await mkdtemp(join(tmpdir(), 'bench-load-'));
const server = await serveRanges(folder);
const wanted = process.argv.slice(2);
try {
  console.log(table([HEADS]));
  for (const model of MODELS.filter((name) => wanted.length === 0 || wanted.includes(name))) {
    const bytes = writeFullSize(model, join(folder, 'open_clip_model.safetensors'));
    const config = JSON.stringify({ model_cfg: FULL_SIZE[model] });
    await writeFile(join(folder, 'open_clip_config.json'), config);
    for (const load of CASES) {
      const loading = await withPreview((pageUrl) =>
        measure(pageUrl, `${server.url}open_clip_model.safetensors`, load),
      );
      const [, row = ''] = table([HEADS, cells(model, load.name, bytes, loading)]).split('\n');
      console.log(row);
    }
  }
} finally {
  await server.close();
  await rm(folder, { recursive: true });
}
