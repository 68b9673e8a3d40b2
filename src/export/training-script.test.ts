import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BUILT_IN_FILES } from '../core/hub/built-in-model.ts';
import type { LoadedModel } from '../engine/loading.ts';
import type { TrainedModel } from '../engine/training.ts';
import { builtInModel, croppedShelf } from '../testing/built-in-model.ts';
import { goldenJson } from '../testing/golden.ts';
import { createWorkerEngine } from '../worker/engine.ts';
import { nodePlatform } from '../worker/testing/node-platform.ts';
import { trainingScript, type ScriptedTraining } from './training-script.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const model = join(root, 'public/models/mini');
const PYTHON = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import torch, numpy, PIL']).status === 0,
);
const folder = mkdtempSync(join(tmpdir(), 'training-script-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What this very script's run with OpenCLIP 2.26.1 and PyTorch 1.13 gave. */
const { losses: REFERENCE } = goldenJson('training/ten-of-the-shelf.json') as {
  readonly losses: readonly number[];
};
/** Ten pictures of the page's shelf, as the built-in model crops them; one has a name that no code may take for code. */
const NAMES = [
  'dog',
  'cat',
  'apple',
  "a 'banana\\",
  'car',
  'bike',
  'plane',
  'house',
  'guitar',
  'rain',
];
const PICTURES = croppedShelf();
const HELD_OUT = [3, 8];

const engine = createWorkerEngine(nodePlatform());
let start: LoadedModel;
let trained: TrainedModel;

beforeAll(async () => {
  start = await engine.load(builtInModel(), { rule: 'timm', seed: 0 });
  trained = await engine.train(
    start.id,
    {
      names: NAMES,
      pictures: PICTURES.map((bytes) => new Blob([bytes])),
      labels: NAMES.map((_, at) => at),
    },
    { repair: 'text-tower', heldOut: HELD_OUT },
  );
}, 240_000);

const run = (): ScriptedTraining => ({
  start,
  recipe: { seed: 0, steps: 60 },
  names: NAMES,
  files: NAMES.map((_, at) => `${at}.png`),
  labels: NAMES.map((_, at) => at),
  heldOut: HELD_OUT,
  losses: trained.losses,
  beside: [],
});

const largest = (some: readonly number[], others: readonly number[]): number =>
  Math.max(...some.map((loss, at) => Math.abs(loss - (others[at] ?? Number.NaN))));

test('sixty steps in the page have the losses of PyTorch and OpenCLIP from the same seed', () => {
  expect([trained.losses.length, REFERENCE.length]).toEqual([60, 60]);
  expect(largest(trained.losses, REFERENCE)).toBeLessThan(1e-3);
});

describe.skipIf(!PYTHON)('the script', () => {
  test('repeats the run: every loss, and what is right at the end', { timeout: 240_000 }, () => {
    for (const file of BUILT_IN_FILES) symlinkSync(join(model, file), join(folder, file));
    mkdirSync(join(folder, 'pictures'));
    PICTURES.forEach((bytes, at) => writeFileSync(join(folder, 'pictures', `${at}.png`), bytes));
    writeFileSync(join(folder, 'script.py'), trainingScript(run()));
    // OpenCLIP itself where its folder is named, else a stand-in with the same names.
    const path = process.env['OPEN_CLIP'] ?? '';
    const stand = ['src/testing/python', 'training'].map((part) => join(root, part));
    const { stdout, stderr } = spawnSync(PYTHON ?? '', ['script.py'], {
      cwd: folder,
      encoding: 'utf8',
      env: {
        ...process.env,
        PYTHONPATH: [path, ...stand].filter(Boolean).join(':'),
        PYTHONDONTWRITEBYTECODE: '1',
        OMP_NUM_THREADS: '1',
      },
    });
    expect(stderr).toBe('');
    const losses = JSON.parse(readFileSync(join(folder, 'losses.json'), 'utf8')) as number[];
    expect(losses).toHaveLength(60);
    expect(largest(losses, trained.losses)).toBeLessThan(1e-3);
    const { taught, heldOut } = trained.looks.at(-1) ?? {};
    expect(stdout).toContain(`names taught: ${taught?.right} of ${taught?.of} right`);
    expect(stdout).toContain(`names kept apart: ${heldOut?.right} of ${heldOut?.of} right`);
  });
});

test('a model that was trained here before stops with the reason', () => {
  expect(trainingScript({ ...run(), start: trained })).toContain(
    'raise SystemExit("This column was trained here before',
  );
});
