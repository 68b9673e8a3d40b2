import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { browserProcesses } from '../browser.ts';

/** What some work cost: seconds of the processor, in all of the browser's processes, and seconds by the clock. */
export interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

/** Linux counts a process's time in hundredths of a second. */
const TICKS = 100;

/** Seconds of the processor that those processes, by default all of the browser's, have had until now. */
function cpuSeconds(ids = processIds()): number {
  return ids.reduce((sum, id) => sum + ticksOf(id), 0) / TICKS;
}

/** Looking through all processes of the machine costs some milliseconds. */
const processIds = (): readonly string[] => browserProcesses().map(({ id }) => id);

/** User and system time, fields 14 and 15 of proc(5)'s `stat`; the name in front of them may hold blanks. */
function ticksOf(id: string): number {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  } catch {
    // It ended between the listing and the reading.
    return 0;
  }
}

/** Waits until the browser rests (3 seconds at most), so that what follows some work is counted to it and to nothing else. */
async function rest(): Promise<void> {
  const ids = processIds();
  for (let tries = 0; tries < 60; tries++) {
    const before = cpuSeconds(ids);
    await pause(50);
    if (cpuSeconds(ids) - before <= 1 / TICKS) return;
  }
}

export async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  await rest();
  const [cpu, start] = [cpuSeconds(), performance.now()];
  await work();
  const wall = (performance.now() - start) / 1000;
  await rest();
  return { cpu: cpuSeconds() - cpu, wall };
}

/** Bytes of all processes of the browser at this moment; what they share is counted once (Linux's `Pss`). */
function memoryBytes(): number {
  return browserProcesses().reduce((sum, { id }) => {
    try {
      const rollup = readFileSync(`/proc/${id}/smaps_rollup`, 'utf8');
      return sum + Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
    } catch {
      return sum;
    }
  }, 0);
}

/** Looks at the memory of the browser four times a second while `work` runs; the largest sum. */
export async function peakBytes(work: () => Promise<unknown>): Promise<number> {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, memoryBytes());
  };
  const timer = setInterval(look, 250);
  try {
    await work();
    look();
    return peak;
  } finally {
    clearInterval(timer);
  }
}

/** Middle, least and largest. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [least = Number.NaN] = sorted;
  const middle = (sorted.length - 1) / 2;
  const [low = least, high = least] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return { median: (low + high) / 2, least, most: sorted.at(-1) ?? least };
}
