import { readFileSync, existsSync } from 'node:fs';
import type { Page } from '@playwright/test';

const ROOTS = ['../../golden/', '../../../shared/golden/', '../../../shared/'].map(
  (path) => new URL(path, import.meta.url),
);

/** Where a reference file lies: in the project, or beside it in the full set; `undefined` where it is in neither. */
export function goldenPath(file: string): URL | undefined {
  return ROOTS.map((root) => new URL(file, root)).find((url) => existsSync(url));
}

export function goldenText(file: string): string {
  const url = goldenPath(file);
  if (!url) throw new Error(`The reference file ${file} is not at hand.`);
  return readFileSync(url, 'utf8');
}

/** Serves the references to the page under its own address, `golden/…`, as a host would serve them. */
export async function serveGolden(page: Page): Promise<void> {
  await page.route('**/golden/**', async (route) => {
    const file = decodeURIComponent(
      new URL(route.request().url()).pathname.replace(/^.*\/golden\//, ''),
    );
    const url = goldenPath(file);
    await (url ? route.fulfill({ body: readFileSync(url) }) : route.fulfill({ status: 404 }));
  });
}

export interface GoldenCheckpoint {
  readonly activation: 'quickgelu' | 'gelu';
  readonly layout: string;
  readonly has_text: boolean;
  readonly dtype?: string;
  readonly config?: string;
  readonly pixel_values?: string;
  readonly image_embeds: readonly (readonly number[])[];
  readonly text_embeds: readonly (readonly number[])[];
}

export interface GoldenIndex {
  readonly checkpoints: Readonly<Record<string, GoldenCheckpoint>>;
  readonly input_ids: readonly (readonly number[])[];
  readonly pictures: readonly { file: string; size: number; crop: string }[];
  readonly transparent: { file: string; size: number; alpha_dropped: string; on_white: string };
  readonly [name: string]: unknown;
}

export function goldenIndex(): GoldenIndex {
  return JSON.parse(goldenText('index.json')) as GoldenIndex;
}

/** Largest |a - b| over the largest |b|. */
export function relativeError(actual: readonly number[], expected: readonly number[]): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  const largest = Math.max(...expected.map(Math.abs));
  return (
    Math.max(...expected.map((value, i) => Math.abs((actual[i] ?? Number.NaN) - value))) / largest
  );
}
