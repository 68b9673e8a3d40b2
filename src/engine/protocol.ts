import type { Engine } from './contract.ts';
import type { EngineErrorData } from './errors.ts';
import type { Progress } from './calls.ts';
import type { GuardedStep } from './guarded-step.ts';

/** The calls that cross from page to worker: every method of the engine. */
export type EngineMethod = keyof Engine;

/**
 * Place of the options in each method's arguments, or -1 where there are none. An `AbortSignal` and a progress
 * listener cannot be copied to a worker: the client takes them out there, the server puts its own in.
 */
export const OPTIONS_AT: Readonly<Record<EngineMethod, number>> = {
  load: 1,
  encodeImages: 2,
  encodeImagesWith: 2,
  encodeTexts: 2,
  preprocess: 2,
  classify: 3,
  encodeViews: 3,
  encodePatches: 2,
  device: -1,
  setDevice: 1,
  release: -1,
  save: 1,
  train: 2,
  fitHead: -1,
  twoSpaces: -1,
  inspect: 1,
  describeParameter: 2,
  hashParameters: 1,
  listRepository: 1,
  kept: -1,
  forget: -1,
};

/** From the page: start a call, or give one up. `id` is unique for the life of a worker. */
export type ClientMessage =
  | {
      readonly kind: 'call';
      readonly id: number;
      readonly method: EngineMethod;
      readonly args: readonly unknown[];
      /** Somebody listens: progress is sent only then. */
      readonly progress: boolean;
    }
  | { readonly kind: 'abort'; readonly id: number };

/**
 * From the worker: any number of progress messages, then one result or one error. Steps and what it has heard are for the
 * watchdog.
 */
export type ServerMessage =
  | { readonly kind: 'step'; readonly id: number; readonly step: GuardedStep | null }
  | { readonly kind: 'heard'; readonly id: number }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: Progress }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: EngineErrorData }
  | { readonly kind: 'aborted'; readonly id: number };

/** One end of a channel, whether of a worker, a worker's own scope or a `MessagePort`. */
export interface MessageEndpoint {
  send(message: unknown, transfer: Transferable[]): void;
  listen(listener: (data: unknown) => void): void;
}

/** The page's first word, where the runtime lies in a folder of its own: its address. */
export interface FolderMessage {
  readonly kind: 'folder';
  readonly folder: string;
}

/** The worker's first word; where the browser has locks, its second one names a lock that it holds for as long as it lives. */
export interface AliveMessage {
  readonly kind: 'alive';
  readonly lock: string | null;
}
