import type { TrainingState } from './training-progress.ts';

/** Memory of a training's state, tens of megabytes: to be moved between page and worker instead of copied. */
export function stateBuffers({ values, moments }: TrainingState): ArrayBuffer[] {
  const numbers = [values, ...Object.values(moments)].flatMap((own) => Object.values(own));
  return [...new Set(numbers.map(({ buffer }) => buffer as ArrayBuffer))];
}
