import { CodedError } from '../core/errors.ts';
import type { EngineErrorCode } from './error-codes.ts';

/** An error in words a machine can translate: the page shows a sentence for `code`, filled with `details`. */
export interface EngineErrorData {
  readonly code: EngineErrorCode;
  /** A plain English sentence with the next step. */
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** A failure of a call: its code may be any that the contract lists, those of files included. */
export class EngineError extends CodedError<EngineErrorCode> implements EngineErrorData {
  override readonly name = 'EngineError';
}

/** How runtimes say that memory ran out: V8, SpiderMonkey, JavaScriptCore, the C++ library, WebGPU. */
const OUT_OF_MEMORY =
  /out of memory|bad_alloc|allocation failed|invalid (typed )?array (buffer )?length|failed to allocate|could not allocate|can't allocate/i;

/** How V8, JavaScriptCore and SpiderMonkey say that a function called itself too often; each takes some 10,000 calls. */
const NESTED = /call stack|too much recursion/i;
const STACK_LEVELS = 10_000;

/**
 * Any thrown thing as data, in the worker as in the page: coded errors keep code and details, running out of memory is
 * recognised by its words, and all else is `internal` with its own message.
 */
export function engineErrorData(error: unknown): EngineErrorData {
  if (error instanceof CodedError) {
    // Every code of ours is on the contract's list: `EngineErrorCode` is made of those of `core`, too.
    const { code, message, details } = error as CodedError<EngineErrorCode>;
    return { code, message, details };
  }
  const words = error instanceof Error ? error.message : String(error);
  if (OUT_OF_MEMORY.test(words)) {
    return {
      code: 'out-of-memory',
      message:
        'There is not enough memory for this. Close other tabs or release a model, and try again.',
      details: { detail: words },
    };
  }
  if (NESTED.test(words)) {
    return {
      code: 'too-much-work',
      message: `The file is nested too deeply: ${words}. Take it from a source that you trust.`,
      details: { what: 'levels in one another', limit: STACK_LEVELS },
    };
  }
  return {
    code: 'internal',
    message: `Something went wrong: ${words}`,
    details: { reason: words },
  };
}
