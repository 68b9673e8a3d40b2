import { describe, expect, test, vi } from 'vitest';
import { BoundError } from '../core/bounds/bound-error.ts';
import { CodedError } from '../core/errors.ts';
import { attempt } from './attempt.ts';
import { EngineError, engineErrorData } from './errors.ts';

describe('engineErrorData', () => {
  test('keeps the code and details of our own errors, from whichever layer', () => {
    const facts = { name: 'w' };
    for (const error of [
      new EngineError('unknown-model', 'words', facts),
      new CodedError('checkpoint-truncated', 'words', facts),
    ]) {
      expect(engineErrorData(error)).toEqual({
        code: error.code,
        message: 'words',
        details: facts,
      });
    }
  });

  test.each([
    new RangeError('Array buffer allocation failed'),
    new Error('failed to call OrtRun(). ERROR_CODE: 6, ERROR_MESSAGE: std::bad_alloc'),
    new RangeError('WebAssembly.Memory(): could not allocate memory'),
  ])('knows running out of memory by its words: $message', (error) => {
    expect(engineErrorData(error).code).toBe('out-of-memory');
  });

  test('knows a file that is nested without end, whichever browser says so', () => {
    const recurse = (): number => 1 + recurse();
    let thrown: unknown;
    try {
      recurse();
    } catch (error) {
      thrown = error;
    }
    for (const error of [thrown, new Error('InternalError: too much recursion')]) {
      expect(engineErrorData(error).code).toBe('too-much-work');
    }
  });

  test('a bound that a file broke is told with what was counted', () => {
    expect(engineErrorData(new BoundError('levels of JSON', 64))).toMatchObject({
      code: 'too-much-work',
      details: { what: 'levels of JSON', limit: 64 },
    });
  });

  test('a foreign code is not taken for one of ours', () => {
    const foreign = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    expect(engineErrorData(foreign)).toMatchObject({
      code: 'internal',
      details: { reason: 'no such file' },
    });
    expect(engineErrorData('a string').details).toEqual({ reason: 'a string' });
  });
});

describe('attempt', () => {
  test.each([
    ['out-of-memory', new RangeError('Array buffer allocation failed')],
    ['out-of-memory', new RangeError('Invalid typed array length: 8589934592')],
    ['too-much-work', new RangeError('Maximum call stack size exceeded')],
    ['archive-invalid', new CodedError('archive-invalid', 'words')],
    ['internal', Object.assign(new Error('words'), { code: 'ENOENT' })],
  ])('what fails in the page has the code that it has in the worker: %s', async (code, thrown) => {
    const onError = vi.fn<(error: { readonly code: string }) => void>();
    expect(await attempt(() => Promise.reject(thrown), onError)).toBeUndefined();
    expect(onError.mock.calls).toEqual([[engineErrorData(thrown)]]);
    expect(onError.mock.calls[0]?.[0].code).toBe(code);
  });

  test('a call that was given up fails silently', async () => {
    const onError = vi.fn<() => void>();
    await attempt(() => Promise.reject(new DOMException('', 'AbortError')), onError);
    expect(onError).not.toHaveBeenCalled();
  });
});
