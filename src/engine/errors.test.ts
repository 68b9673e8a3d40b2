import { describe, expect, test } from 'vitest';
import { CheckpointError } from '../core/checkpoint/checkpoint-error.ts';
import { EngineError, engineErrorData } from './errors.ts';

describe('engineErrorData', () => {
  test('keeps the code and details of our own errors, from whichever layer', () => {
    const facts = { name: 'w' };
    for (const error of [
      new EngineError('unknown-model', 'words', facts),
      new CheckpointError('checkpoint-truncated', 'words', facts),
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

  test('a foreign code is not taken for one of ours', () => {
    const foreign = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    expect(engineErrorData(foreign)).toMatchObject({
      code: 'internal',
      details: { reason: 'no such file' },
    });
    expect(engineErrorData('a string').details).toEqual({ reason: 'a string' });
  });
});
