import { expect, test } from 'vitest';
import { readPlaywright, readVitest } from '../../scripts/support/test-report.ts';

test('each failed unit test is named with the first line of why; a file that could not be read is one failure', () => {
  const here = process.cwd();
  const report = readVitest({
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      {
        name: `${here}/src/a.test.ts`,
        status: 'failed',
        message: '',
        assertionResults: [
          { fullName: 'adds', status: 'passed', failureMessages: [] },
          { fullName: 'divides', status: 'failed', failureMessages: ['Error: by zero\n    at x'] },
        ],
      },
      {
        name: `${here}/src/b.test.ts`,
        status: 'failed',
        message: 'No such file.\nb',
        assertionResults: [],
      },
      { name: `${here}/src/c.test.ts`, status: 'passed', message: '', assertionResults: [] },
    ],
  });
  expect(report).toEqual({
    passed: 2,
    failed: 2,
    skipped: 2,
    failures: ['src/a.test.ts › divides › Error: by zero', 'src/b.test.ts › No such file.'],
  });
});

test('each failed or flaky story is named, however deep it stands, and so is what failed outside of them', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    file: 'page.spec.ts',
    tests: [{ status, results: [{}, ...(message === undefined ? [] : [{ error: { message } }])] }],
  });
  const report = readPlaywright({
    stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 4 },
    errors: [{ message: 'The server did not start.' }],
    suites: [
      {
        specs: [
          spec('opens', 'expected'),
          spec('closes', 'flaky', '\u001B[31mtoo late\u001B[0m\nthere'),
        ],
        suites: [{ specs: [spec('in Chinese', 'unexpected', 'no bar'), spec('later', 'skipped')] }],
      },
    ],
  });
  expect(report).toEqual({
    passed: 3,
    failed: 3,
    skipped: 4,
    failures: [
      'page.spec.ts › closes › too late',
      'page.spec.ts › in Chinese › no bar',
      'The server did not start.',
    ],
  });
});
