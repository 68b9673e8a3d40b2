import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serveFolder } from '../e2e/support/static-server.ts';
import { openPage, table, withBrowser, withPreview } from './support/browser.ts';

/**
 * Sixty steps of the built-in model's text tower on the shelf, through the page itself, on WASM: what is right afterwards,
 * seconds with every thread and with one, the longest task of the page's own thread, and the same run by the script that the
 * page exports, where PyTorch is installed (OPEN_CLIP: folder of OpenCLIP's package; without it a stand-in does).
 */
interface Trained {
  readonly threads: number;
  readonly seconds: number;
  readonly looks: readonly (readonly string[])[];
  readonly longest: number;
  readonly script: string;
}

const DIST = process.env['E2E_DIST'] ?? 'dist';

async function measure(url: string): Promise<Trained> {
  return withBrowser(async (browser) => {
    const page = await openPage(browser, `${url}#device=wasm`);
    const clipboard = ['clipboard-read', 'clipboard-write'];
    await page.context().grantPermissions(clipboard, { origin: new URL(url).origin });
    await page.getByRole('status').filter({ hasText: 'Ready' }).waitFor({ timeout: 300_000 });
    await page
      .getByRole('region', { name: 'Column 2' })
      .getByRole('button', { name: 'Repair' })
      .click();
    const bench = page.getByRole('dialog').getByRole('region', { name: 'Train it here' });
    await bench.getByRole('radio', { name: 'None' }).check();
    await bench.getByRole('button', { name: 'Start: Train the text tower' }).click();
    const training = page.getByRole('region', { name: 'Training of column 2' });
    await training.getByText('Step').waitFor({ timeout: 300_000 });
    const start = Date.now();
    await page.evaluate(() => {
      const seen = { longest: 0 };
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries())
          seen.longest = Math.max(seen.longest, duration);
      }).observe({ type: 'longtask' });
    });
    await training.getByText('Repaired').waitFor({ timeout: 600_000 });
    const seconds = (Date.now() - start) / 1000;
    const rows = await training.locator('tbody tr').all();
    const looks = await Promise.all(rows.map((row) => row.locator('th, td').allTextContents()));
    await training.getByRole('button', { name: 'Copy as PyTorch script' }).click();
    await training.getByRole('button', { name: 'Copied' }).waitFor();
    const rest = await page.evaluate(async () => ({
      script: await navigator.clipboard.readText(),
      longest: (globalThis as unknown as { seen: { longest: number } }).seen.longest,
      threads: (
        await (
          globalThis as unknown as { zeroShot: { device(): Promise<{ threads: number }> } }
        ).zeroShot.device()
      ).threads,
    }));
    return { seconds, looks, ...rest };
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
    for (const file of ['open_clip_model.safetensors', 'vision-only.safetensors', 'tokenizer.json'])
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

const isolated = await withPreview(measure);
// A host without isolation headers gives one thread.
const plain = await serveFolder(DIST);
const single = await measure(plain.url);
await plain.close();

for (const [group, right, chance] of isolated.looks)
  console.log(`${group}: ${right} (chance ${chance})`);
const rows = [isolated, single].map((run) => {
  const torch = inPython(run.script, run.threads);
  return [
    String(run.threads),
    run.seconds.toFixed(1),
    torch ? torch.seconds.toFixed(1) : '-',
    torch ? (run.seconds / torch.seconds).toFixed(2) : '-',
    torch ? torch.worst.toFixed(6) : '-',
    run.longest.toFixed(0),
  ];
});
console.log(
  table([
    ['threads', 'seconds', 'PyTorch', 'ratio', 'largest difference of a loss', 'longest task, ms'],
    ...rows,
  ]),
);
