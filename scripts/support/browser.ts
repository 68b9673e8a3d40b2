import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type Page,
} from '@playwright/test';
import { preview } from 'vite';
import { CHROMIUM_ARGS, chromiumPath } from '../../e2e/support/chromium.ts';

/** Where the production build lies. */
export const buildFolder = (): string => process.env['E2E_DIST'] ?? 'dist';

/** Serves the production build with its own headers on a free port for as long as `work` runs. */
export async function withPreview<T>(
  work: (url: string) => Promise<T>,
  outDir = buildFolder(),
): Promise<T> {
  const server = await preview({
    build: { outDir },
    preview: { port: 4300, strictPort: false },
    logLevel: 'error',
  });
  try {
    const url = server.resolvedUrls?.local[0];
    if (!url) throw new Error('The preview server has no address: run `npm run build` first.');
    return await work(url);
  } finally {
    await server.close();
  }
}

/** A fresh browser with no profile for as long as `work` runs. */
export async function withBrowser<T>(
  work: (browser: Browser) => Promise<T>,
  args: readonly string[] = CHROMIUM_ARGS,
): Promise<T> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...args] });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** A browser whose profile lies in that folder, as a visitor's does: private windows keep files in memory. */
export async function withProfile<T>(
  folder: string,
  work: (context: BrowserContext) => Promise<T>,
  args: readonly string[] = CHROMIUM_ARGS,
): Promise<T> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath(),
    args: [...args],
    serviceWorkers: 'block',
  });
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

/** A page of the production build in a fresh profile, without its service worker. */
export async function openPage(browser: Browser, url: string): Promise<Page> {
  return openContextPage(await browser.newContext({ serviceWorkers: 'block' }), url);
}

/** A page in a profile that is there already. */
export async function openContextPage(context: BrowserContext, url: string): Promise<Page> {
  const page = await context.newPage();
  // The compiler that runs these scripts marks functions with this helper, which the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.goto(url);
  return page;
}

/**
 * What the page's thread has spent on tasks so far, in seconds; that of the worker is not in it. Of the processor where the
 * session asked for `threadTicks`.
 */
export async function pageSeconds(client: CDPSession): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
}

/**
 * Largest resident size, in bytes, that any renderer of the browsers of this program has had so far (Linux's `VmHWM`);
 * 0 where `/proc` cannot be read.
 */
export function rendererPeakBytes(): number {
  return renderers().reduce((peak, { peakBytes }) => Math.max(peak, peakBytes), 0);
}

/** Makes `rendererPeakBytes` begin anew; returns the bytes that the largest renderer has at this moment. */
export function resetRendererPeak(): number {
  // 5 is the code for this mark alone (Linux's proc(5)).
  for (const { id } of renderers()) writeFileSync(`/proc/${id}/clear_refs`, '5');
  return rendererPeakBytes();
}

interface ProcessFacts {
  readonly id: string;
  readonly parent: string;
  readonly command: string;
  readonly peakBytes: number;
}

function renderers(): readonly ProcessFacts[] {
  return browserProcesses().filter(({ command }) => command.includes('--type=renderer'));
}

/** Every process of the browsers of this program. */
export function browserProcesses(): readonly ProcessFacts[] {
  const all = new Map(processIds().map((id) => [id, readProcess(id)]));
  const isOurs = ({ parent }: ProcessFacts): boolean => {
    const above = all.get(parent);
    return parent === String(process.pid) || (above !== undefined && isOurs(above));
  };
  return [...all.values()].filter((one) => /chrom/i.test(one.command) && isOurs(one));
}

function processIds(): string[] {
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
}

function readProcess(id: string): ProcessFacts {
  try {
    const command = readFileSync(`/proc/${id}/cmdline`, 'utf8');
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    const parent = /PPid:\s+(\d+)/.exec(status)?.[1] ?? '0';
    const peakBytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    return { id, parent, command, peakBytes };
  } catch {
    // The process ended between the listing and the reading.
    return { id, parent: '0', command: '', peakBytes: 0 };
  }
}

/** A table of aligned columns, first row as head. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
