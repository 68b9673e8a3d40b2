import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { BUILT_IN_FILES } from '../core/hub/built-in-model.ts';
import { createWorkerEngine } from '../worker/engine.ts';
import { nodePlatform } from '../worker/testing/node-platform.ts';
import { pictureScores } from '../store/selectors/scores.ts';
import { createPageStore } from '../store/store.ts';
import { pythonScript } from './python-script.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const model = join(root, 'public/models/mini');
/** Half transparent, neither square nor of the model's size. */
const PICTURE = 'picture-10-rgba-420x310.png';
const PYTHON = ['python3', '/usr/bin/python3'].find(
  (python) => spawnSync(python, ['-c', 'import torch, numpy, PIL']).status === 0,
);

const folder = mkdtempSync(join(tmpdir(), 'script-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function page() {
  let next = 0;
  const readModel = async (input: string | URL | Request): Promise<Response> => {
    const name = new URL(input instanceof Request ? input.url : input).pathname.split('/').at(-1);
    return new Response(new Uint8Array(readFileSync(join(model, name ?? ''))));
  };
  const store = createPageStore({
    engine: createWorkerEngine(nodePlatform(readModel)),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => `https://page.example/${path}`,
    createUrl: () => 'blob:x',
    newId: () => `${next++}`,
  });
  await store.getState().loadAll();
  store.getState().setTemplates(['a photo of a {label}', 'a drawing of a {label}']);
  store
    .getState()
    .addLabels([
      'cat',
      'traffic light',
      "the 'house'",
      'a very long label that the model cannot read to its end, not at all',
    ]);
  const bytes = new Uint8Array(readFileSync(join(root, 'golden', PICTURE)));
  store.getState().addFiles([new File([bytes], PICTURE)]);
  const done = () =>
    store.getState().columns.every((column) => {
      const [picture] = store.getState().pictures;
      return pictureScores(store.getState(), column, picture?.id ?? '')?.scores.length === 4;
    });
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 5));
  return store;
}

/** What the script prints: probability, cosine and label in each line. */
function run(script: string): { label: string; probability: number; cosine: number }[] {
  writeFileSync(join(folder, 'script.py'), script);
  // OpenCLIP itself is rarely installed: its names are served by the training recipe's own model.
  const path = ['src/testing/python', 'training'].map((part) => join(root, part)).join(':');
  const { stdout, stderr, status } = spawnSync(PYTHON ?? '', ['script.py'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: path, PYTHONDONTWRITEBYTECODE: '1' },
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return [...stdout.matchAll(/^ *([\d.]+) +(-?[\d.]+) {2}(.*)$/gm)].map(
    ([, probability, cosine, label = '']) => ({
      label,
      probability: Number(probability),
      cosine: Number(cosine),
    }),
  );
}

// Where Python has no torch (a bare machine), the script is only compared by its text, in numbers.test.ts.
test.skipIf(!PYTHON)(
  'Python prints the page’s numbers, for the complete file and for what a seed filled in',
  async () => {
    for (const file of BUILT_IN_FILES) symlinkSync(join(model, file), join(folder, file));
    symlinkSync(join(root, 'golden', PICTURE), join(folder, PICTURE));
    const store = await page();
    for (const alpha of ['white', 'as-pillow'] as const) {
      store.getState().chooseAlpha(alpha);
      const [picture] = store.getState().pictures;
      for (const { id } of store.getState().columns) {
        const scores = () => {
          const column = store.getState().columns.find((one) => one.id === id);
          return column && picture ? pictureScores(store.getState(), column, picture.id) : null;
        };
        while (!scores()) await new Promise((resolve) => setTimeout(resolve, 5));
        const all = store.getState();
        const column = all.columns.find((one) => one.id === id);
        const printed = run(
          (column && pythonScript(all, column, { picture: PICTURE, address: (path) => path })) ??
            '',
        );
        const shown = scores()?.scores ?? [];
        expect(printed).toHaveLength(4);
        for (const { label, probability, cosine } of shown) {
          const same = printed.find((line) => line.label === label.text);
          expect(same?.cosine).toBeCloseTo(cosine, 3);
          expect(same?.probability).toBeCloseTo(probability, 2);
        }
      }
    }
  },
  120_000,
);
