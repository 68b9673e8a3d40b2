import { startKernel } from './kernel-functions.ts';
import type { ThreadTask } from './kernel-tower.ts';
import { runShare } from './run-share.ts';
import { joinTeam, serve } from './team.ts';

declare const self: DedicatedWorkerGlobalScope;

/** A thread of one tower: it says that it is there, gets its task once, and does its share until it is ended. */
self.addEventListener('message', ({ data }) => {
  const { code, memory, plan, thread, threads } = data as ThreadTask;
  const kernels = startKernel(code, memory);
  const control = new Int32Array(memory.buffer, plan.control, 16);
  const team = joinTeam(control, thread, threads);
  serve(control, team, (rows, count) => runShare(kernels, memory, plan, team, rows, count));
});
self.postMessage('alive', { transfer: [] });
