import type { Engine } from './contract.ts';
import { ERROR_CODES, type EngineErrorCode, type ErrorKind } from './error-codes.ts';
import { engineErrorData } from './errors.ts';
import { OPTIONS_AT, type EngineMethod } from './protocol.ts';

const OPENING = ['checkpoint', 'archive', 'tokenizer', 'download', 'hub', 'space'] as const;
const READING = ['model', 'checkpoint', 'download', 'space'] as const;
const RUNNING = ['model', 'checkpoint', 'runtime'] as const;

/** What each call can fail for, beside what can befall any. */
const PROMISED: Readonly<Record<EngineMethod, readonly ErrorKind[]>> = {
  load: [...OPENING, 'runtime'],
  encodeImages: [...RUNNING, 'picture'],
  encodeImagesWith: [...RUNNING, 'picture'],
  encodeTexts: [...RUNNING, 'tokenizer'],
  preprocess: ['model', 'picture'],
  classify: [...RUNNING, 'picture', 'tokenizer'],
  encodeViews: [...RUNNING, 'picture'],
  encodePatches: [...READING, 'runtime', 'picture', 'patches'],
  device: ['runtime'],
  setDevice: RUNNING,
  release: ['model'],
  save: READING,
  train: [...READING, 'runtime', 'tokenizer', 'training'],
  fitHead: [],
  twoSpaces: [],
  inspect: OPENING,
  describeParameter: [...READING, 'parameter'],
  hashParameters: READING,
  listRepository: ['hub', 'download'],
  kept: [],
  forget: ['kept'],
};

/** Whether the contract says that a call can fail with a code. */
function canGive(method: EngineMethod, code: EngineErrorCode): boolean {
  return (['any', ...PROMISED[method]] as const).some((kind) =>
    ERROR_CODES[kind].some((known: EngineErrorCode) => known === code),
  );
}

/**
 * The same engine; a call that fails with a code that the contract does not list for it fails with an `Error` about that
 * instead, whose cause is the first one. For tests and development: a visitor is told what happened in any case.
 */
export function keepPromises(engine: Engine): Engine {
  const entries = Object.keys(OPTIONS_AT).map((name) => {
    const method = name as EngineMethod;
    const call = engine[method] as (...args: unknown[]) => Promise<unknown>;
    const checked = async (...args: unknown[]): Promise<unknown> => {
      try {
        return await call(...args);
      } catch (error) {
        const { code } = engineErrorData(error);
        if (canGive(method, code)) throw error;
        throw new Error(`${method} is not said to fail with ${code}.`, { cause: error });
      }
    };
    return [method, checked];
  });
  return Object.fromEntries(entries) as Engine;
}
