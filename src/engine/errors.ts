import type { EngineErrorData } from './contract.ts';
import { ENGINE_ERROR_CODES, type EngineErrorCode } from './error-codes.ts';

/** A failure with a code that the page can put into words, and an English sentence for the console. */
export class EngineError extends Error implements EngineErrorData {
  override readonly name = 'EngineError';
  readonly code: EngineErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: EngineErrorCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

const CODES: ReadonlySet<unknown> = new Set(ENGINE_ERROR_CODES);

/** How runtimes say that memory ran out: V8, SpiderMonkey, JavaScriptCore, the C++ library, WebGPU. */
const OUT_OF_MEMORY =
  /out of memory|bad_alloc|allocation failed|invalid array (buffer )?length|failed to allocate|could not allocate|can't allocate/i;

/** How V8, JavaScriptCore and SpiderMonkey say that a function called itself too often; each takes some 10,000 calls. */
const NESTED = /call stack|too much recursion/i;
const STACK_LEVELS = 10_000;

/**
 * Any thrown thing as data: errors that carry a code of ours (from the engine or from `core`) keep code and details,
 * running out of memory is recognised by its words, and all else is `internal` with its own message.
 */
export function engineErrorData(error: unknown): EngineErrorData {
  if (isCoded(error)) {
    return { code: error.code, message: error.message, details: error.details ?? {} };
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
    message: `Something went wrong inside the engine: ${words}`,
    details: { reason: words },
  };
}

interface CodedError extends Error {
  readonly code: EngineErrorCode;
  readonly details?: Readonly<Record<string, string | number>>;
}

function isCoded(error: unknown): error is CodedError {
  return error instanceof Error && 'code' in error && CODES.has(error.code);
}
