import { stripVTControlCharacters } from 'node:util';

/** What a reporter's JSON says of one kind of tests. */
export interface TestReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** A line for each failed test: its file, its name, and the first line of why. */
  readonly failures: readonly string[];
}

interface VitestReport {
  readonly numPassedTests?: number;
  readonly numFailedTests?: number;
  readonly numPendingTests?: number;
  readonly numTodoTests?: number;
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Reads Vitest's JSON report. A file that could not even be collected counts as one failure. */
export function readVitest(report: unknown): TestReport {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    report as VitestReport;
  const failures = (testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && tests.length === 0) return [line(name, '', message)];
    return tests.map((test) => line(name, test.fullName, test.failureMessages?.[0]));
  });
  return {
    passed: numPassedTests ?? 0,
    failed: Math.max(numFailedTests ?? 0, failures.length),
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
    failures,
  };
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly {
      readonly status: string;
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}

interface PlaywrightReport extends PlaywrightSuite {
  readonly stats?: Record<string, number | undefined>;
  readonly errors?: readonly { readonly message?: string }[];
}

/** Reads Playwright's JSON report; a flaky test counts as failed. */
export function readPlaywright(report: unknown): TestReport {
  const { stats, errors, ...root } = report as PlaywrightReport;
  return {
    passed: stats?.['expected'] ?? 0,
    failed: (stats?.['unexpected'] ?? 0) + (stats?.['flaky'] ?? 0) + (errors?.length ?? 0),
    skipped: stats?.['skipped'] ?? 0,
    failures: [...failuresOf(root), ...(errors ?? []).map(({ message }) => line('', '', message))],
  };
}

function failuresOf(suite: PlaywrightSuite): string[] {
  const own = (suite.specs ?? []).flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ results }) => line(file, title, results.find(({ error }) => error)?.error?.message)),
  );
  return [...own, ...(suite.suites ?? []).flatMap(failuresOf)];
}

function line(file: string, name: string, why = ''): string {
  const first = stripVTControlCharacters(why).split('\n', 1)[0] ?? '';
  return [file.replace(`${process.cwd()}/`, ''), name, first]
    .filter((part) => part !== '')
    .join(' › ');
}
