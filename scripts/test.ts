import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { chromiumPath } from '../e2e/support/chromium.ts';
import { readPlaywright, readVitest, type TestReport } from './support/test-report.ts';

/** Every check of the project, in the order in which a failure is cheapest to find. */
const UNIT_RESULT = 'test-results/unit.json';
const E2E_RESULT = 'test-results/e2e.json';

const STEPS: readonly { name: string; command: readonly string[] }[] = [
  { name: 'format', command: ['npm', 'run', '--silent', 'check:format'] },
  { name: 'types', command: ['npm', 'run', '--silent', 'check:types'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'check:lint'] },
  { name: 'dead code', command: ['npm', 'run', '--silent', 'check:unused'] },
  {
    name: 'unit tests',
    command: [
      'npx',
      'vitest',
      'run',
      '--reporter=dot',
      '--reporter=json',
      `--outputFile.json=${UNIT_RESULT}`,
    ],
  },
  { name: 'production build', command: ['npm', 'run', '--silent', 'build'] },
  { name: 'library', command: ['npm', 'run', '--silent', 'build:library'] },
  { name: 'size budget', command: ['npm', 'run', '--silent', 'check:size'] },
  { name: 'end-to-end tests', command: ['npx', 'playwright', 'test'] },
];

function main(): number {
  try {
    chromiumPath();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
  rmSync('test-results', { recursive: true, force: true });
  mkdirSync('test-results');
  const failed = STEPS.filter(({ name, command }) => !run(name, command)).map(({ name }) => name);
  const total = add(read(UNIT_RESULT, readVitest), read(E2E_RESULT, readPlaywright));
  if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}`);
  // Said again at the end: the log is long, and some places keep only its last part.
  for (const failure of total.failures) console.log(`  ${failure}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
  return failed.length > 0 || total.failed > 0 || total.passed === 0 ? 1 : 0;
}

function run(name: string, [program, ...args]: readonly string[]): boolean {
  console.log(`\n== ${name}`);
  const started = Date.now();
  // Only a fixed list of commands runs here; npm and npx are scripts on some systems and need a shell there.
  const { status } = spawnSync(program ?? '', args, {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  console.log(
    `== ${name}: ${status === 0 ? 'ok' : 'FAILED'} (${((Date.now() - started) / 1000).toFixed(0)} s)`,
  );
  return status === 0;
}

/** A result file that is missing is a failure: tests that nobody counted did not pass. */
function read(path: string, readReport: (report: unknown) => TestReport): TestReport {
  if (!existsSync(path))
    return { passed: 0, failed: 1, skipped: 0, failures: [`${path} was not written.`] };
  return readReport(JSON.parse(readFileSync(path, 'utf8')));
}

function add(a: TestReport, b: TestReport): TestReport {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

process.exitCode = main();
