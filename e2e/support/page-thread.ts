import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds of the processor. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/**
 * Milliseconds of the processor that one task may take of the page's thread. The goal is 50, and the longest took 33 to 73 beside
 * a hundred pictures and a thousand labels, 43 while a column trains, on a machine with more to do than it has cores. What grows
 * with the page's data takes hundreds; three times the goal is what another processor may need.
 */
export const LONG_TASK = 150;

/** From now on every task of the page's own thread is noted. */
export async function watchThread(browser: Browser, page?: Page): Promise<void> {
  await browser.startTracing(page, { categories: ['toplevel'] });
}

/**
 * Milliseconds of the processor that each task took, longest first. Not by the clock: what else a busy machine does while a
 * task waits is not the page's.
 */
export async function tasksSince(browser: Browser): Promise<readonly number[]> {
  const text = (await browser.stopTracing()).toString('utf8');
  const { traceEvents } = JSON.parse(text) as { readonly traceEvents: readonly TraceEvent[] };
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ ph, pid, tid, tdur }) => ph === 'X' && tdur && threads.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000)
    .toSorted((a, b) => b - a);
}
