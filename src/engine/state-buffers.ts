import type { TrainingState } from './training-progress.ts';

/** Memory of a training's state, tens of megabytes: to be moved between page and worker instead of copied. */
export function stateBuffers({ values, moments }: TrainingState): ArrayBuffer[] {
  const both = Object.values(moments).flatMap(({ mean, square }) => [mean, square]);
  const buffers = [...Object.values(values), ...both].map(({ buffer }) => buffer);
  return [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
}
