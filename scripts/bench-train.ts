import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BUILT_IN_FILES } from '../src/core/hub/built-in-model.ts';
import { tasksSince, watchThread } from '../e2e/support/page-thread.ts';
import { openPage, table, withBrowser, withPreview } from './support/browser.ts';

/**
 * Steps of the built-in model's text tower on the shelf, through the page itself, on WASM: what is right afterwards, seconds of a
 * step, the longest task of the page's own thread, and the same run by the script that the page exports, where PyTorch is
 * installed (OPEN_CLIP: folder of OpenCLIP's package; without it a stand-in does). The first argument is the number of steps:
 * `npm run bench:train -- 60` is the whole recipe.
 */
interface Trained {
  readonly seconds: number;
  readonly looks: readonly (readonly string[])[];
  /** What the page says of its threads. */
  readonly said: string;
  readonly longest: number;
  readonly script: string;
}

const STEPS = Number(process.argv[2] ?? 12);
const WAIT = { timeout: 600_000 };

async function measure(url: string): Promise<Trained> {
  return withBrowser(async (browser) => {
    const page = await openPage(browser, `${url}#device=wasm`);
    const clipboard = ['clipboard-read', 'clipboard-write'];
    await page.context().grantPermissions(clipboard, { origin: new URL(url).origin });
    await page.getByRole('status').filter({ hasText: 'Ready' }).first().waitFor(WAIT);
    await page
      .getByRole('region', { name: 'Column 2' })
      .getByRole('button', { name: 'Repair' })
      .click();
    const bench = page.getByRole('dialog').getByRole('region', { name: 'Train it here' });
    await bench.getByRole('radio', { name: 'None' }).check();
    await bench.getByRole('spinbutton', { name: 'Steps' }).fill(String(STEPS));
    await bench.getByRole('button', { name: 'Start: Train the text tower' }).click();
    const training = page.getByRole('region', { name: 'Training of column 2' });
    await training
      .getByText(/^Step [1-9]/)
      .first()
      .waitFor(WAIT);
    const start = performance.now();
    await watchThread(browser, page);
    await training.getByRole('status').filter({ hasText: 'Repaired' }).waitFor(WAIT);
    // The first step was over when it was seen.
    const seconds = (performance.now() - start) / 1000 / (STEPS - 1);
    const [longest = 0] = await tasksSince(browser);
    const rows = await training.locator('tbody tr').all();
    const looks = await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()));
    const timed = training.getByText('first steps were timed');
    const said = (await timed.count()) > 0 ? await timed.innerText() : '';
    await training.getByRole('button', { name: 'Copy as PyTorch script' }).click();
    await training.getByRole('button', { name: 'Copied' }).waitFor();
    const script = await page.evaluate(() => navigator.clipboard.readText());
    return { seconds, looks, said, longest, script };
  });
}

/** Seconds of the steps and the largest difference of a loss; `null` where there is no PyTorch. */
function inPython(script: string, threads: number): { seconds: number; worst: number } | null {
  const python = ['python3', '/usr/bin/python3'].find(
    (name) => spawnSync(name, ['-c', 'import torch, numpy, PIL']).status === 0,
  );
  if (!python) return null;
  const folder = mkdtempSync(join(tmpdir(), 'bench-train-'));
  try {
    for (const file of BUILT_IN_FILES)
      symlinkSync(resolve('public/models/mini', file), join(folder, file));
    symlinkSync(resolve('public/samples'), join(folder, 'pictures'));
    writeFileSync(join(folder, 'script.py'), script);
    const path = [process.env['OPEN_CLIP'], resolve('src/testing/python'), resolve('training')];
    const { stdout, stderr } = spawnSync(python, ['script.py'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PYTHONPATH: path.filter(Boolean).join(':'),
        PYTHONDONTWRITEBYTECODE: '1',
        OMP_NUM_THREADS: String(threads),
      },
    });
    const seconds = /steps in ([\d.]+) s/.exec(stdout)?.[1];
    const worst = /largest difference from the page: ([\d.]+)/.exec(stdout)?.[1];
    if (seconds === undefined || worst === undefined) throw new Error(stderr);
    return { seconds: Number(seconds), worst: Number(worst) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const run = await withPreview(measure);
for (const [group, right, chance] of run.looks)
  console.log(`${group}: ${right} (chance ${chance})`);
if (run.said) console.log(run.said);
console.log(
  `${run.seconds.toFixed(3)} s a step in the page, looks included; its longest task ${run.longest.toFixed(0)} ms of the processor`,
);
// PyTorch has as many threads as the page took.
const threads = /runs on all/.test(run.said) ? availableParallelism() : 1;
const torch = inPython(run.script, threads);
console.log(
  torch
    ? table([
        ['threads', 's a step in PyTorch', 'page to PyTorch', 'largest difference of a loss'],
        [
          String(threads),
          (torch.seconds / STEPS).toFixed(3),
          ((run.seconds * STEPS) / torch.seconds).toFixed(2),
          torch.worst.toFixed(6),
        ],
      ])
    : 'There is no PyTorch here to compare with.',
);
