export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Counts of Vitest's JSON reporter. A file that could not even be collected counts as one failure. */
export function countVitest(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, numFailedTestSuites } =
    report as Record<string, number | undefined>;
  const failedTests = numFailedTests ?? 0;
  return {
    passed: numPassedTests ?? 0,
    failed: failedTests > 0 ? failedTests : Math.min(1, numFailedTestSuites ?? 0),
    skipped: (numPendingTests ?? 0) + (numTodoTests ?? 0),
  };
}

/** Counts of Playwright's JSON reporter; a flaky test counts as failed. */
export function countPlaywright(report: unknown): Counts {
  const { stats, errors } = report as {
    stats?: Record<string, number | undefined>;
    errors?: readonly unknown[];
  };
  return {
    passed: stats?.['expected'] ?? 0,
    failed: (stats?.['unexpected'] ?? 0) + (stats?.['flaky'] ?? 0) + (errors?.length ?? 0),
    skipped: stats?.['skipped'] ?? 0,
  };
}
