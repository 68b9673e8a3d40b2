import type { PlainTower } from '../../core/graph/plain-tower.ts';
import { within } from '../../core/waiting/within.ts';
import type { Weights } from './kernel-blocks.ts';
import { openTowerCode } from './kernel-code.ts';
import {
  type KernelPlatform,
  type KernelThread,
  kernelTower,
  type KernelTower,
} from './kernel-tower.ts';
import { fitsKernels } from './plan-tower.ts';

/** A machine that thirty programs share has taken several seconds to start a thread. */
const START_MS = 10_000;

/**
 * A tower on as many threads as there are, or on one where those do not come up.
 * @returns `null` where the kernels do not know its kind
 * @throws Error where no variant of the kernels runs here; RangeError where the browser has no memory for it
 */
export async function openKernelTower(
  { threads, startThread }: KernelPlatform,
  plain: PlainTower,
  weights: Weights,
): Promise<KernelTower | null> {
  if (!fitsKernels(plain)) return null;
  const others = threads > 1 ? await startOthers(startThread, threads - 1) : [];
  try {
    const code = await openTowerCode(others.length > 0);
    if (!code) throw new Error('This browser computes something else than the kernels mean.');
    return kernelTower(code, plain, weights, others);
  } catch (error) {
    end(others);
    throw error;
  }
}

function end(threads: readonly KernelThread[]): void {
  for (const thread of threads) thread.terminate();
}

/** Threads that have said that they are there; none where one of them does not. */
async function startOthers(
  startThread: () => KernelThread,
  count: number,
): Promise<readonly KernelThread[]> {
  const started: KernelThread[] = [];
  try {
    while (started.length < count) started.push(startThread());
  } catch {
    // A page that may not start workers of its own.
    end(started);
    return [];
  }
  const alive = started.map(
    (thread) =>
      new Promise<boolean>((resolve) => {
        thread.addEventListener('message', () => resolve(true), { once: true });
        thread.addEventListener('error', () => resolve(false), { once: true });
      }),
  );
  const all = await within(START_MS, Promise.all(alive), () => [false]);
  if (all.every(Boolean)) return started;
  end(started);
  return [];
}
