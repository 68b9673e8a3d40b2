import type { EngineErrorData } from './errors.ts';
import type { TrainingProgress } from './training-progress.ts';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Called when the worker had to be ended because this call did not end, also after it was given up. */
  readonly onStuck?: (error: EngineErrorData) => void;
}

/**
 * How far a slow call is. `total` is 0 where it is not known. `runtime`: its program is on the way;
 * `start`: it starts, which may take `total` seconds.
 */
export interface Progress {
  readonly stage:
    | 'download'
    | 'runtime'
    | 'start'
    | 'waiting'
    | 'prepare'
    | 'compile'
    | 'check'
    | 'decode'
    | 'encode'
    | 'train';
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'parameters' | 'pictures' | 'prompts' | 'steps' | 'seconds';
  /** The file that is downloaded or checked. */
  readonly file?: string;
  /** With `waiting`: a busy server asked for a pause of `total` seconds, or the file is on its way for somebody else. */
  readonly waitingFor?: 'server' | 'download';
  /** With `train`: where the training stands. */
  readonly training?: TrainingProgress;
}
