import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bytesSource, joined, readExactly } from '../core/archive/byte-source.ts';
import { writeNpy } from '../core/archive/npy.ts';
import { tarEntries } from '../core/archive/tar-reader.ts';
import { readZipDirectory } from '../core/archive/zip-directory.ts';
import { readZipEntry } from '../core/archive/zip-entry.ts';
import { tallyOutcomes } from '../core/evaluation/outcome-counts.ts';
import { meanPerClassAccuracy } from '../core/evaluation/per-class.ts';
import { topKCount } from '../core/evaluation/tally.ts';
import { vectorsAsSafetensors } from '../core/evaluation/write-vectors.ts';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { NO_CHOICE } from '../testing/open-set.ts';
import type { EvaluationSet } from '../evaluation/sets/set.ts';
import { shownRun } from '../evaluation/shown-run.ts';
import { createPageStore } from '../store/store.ts';
import { outsideCommands, outsideKit } from './outside-kit.ts';
import { vectorsToWrite } from './run-vectors.ts';

const CLASSES = ['cat', 'dog', 'cow', 'owl', 'ant', 'bee'];
const folder = mkdtempSync(join(tmpdir(), 'outside-'));
afterAll(() => rmSync(folder, { recursive: true }));

function python(script: string, ...args: string[]) {
  return spawnSync('python3', [script, ...args], { encoding: 'utf8', cwd: folder });
}

const hasPython = spawnSync('python3', ['-c', '']).status === 0;
const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
// The reason stands in the name, so that a run that skips them prints it.
const withoutPython = hasPython ? '' : ' (skipped: there is no python3)';
const withoutNumpy = hasNumpy ? '' : ' (skipped: python3 has no numpy)';

/** What benchmark.py asks of CLIP_benchmark, which ends with "No samples found" where a worker has no shard of its own. */
function workersFor(kit: string): string | undefined {
  const stands: Readonly<Record<string, string>> = {
    'torch/__init__.py': 'nn = None\n',
    'open_clip/__init__.py':
      'create_model_and_transforms = None\ndef add_model_config(path):\n    pass\n',
    'open_clip/model.py': 'CLIP = _build_text_tower = None\n',
    'clip_benchmark/__init__.py': '',
    'clip_benchmark/cli.py': 'def main():\n    pass\n',
  };
  for (const [name, text] of Object.entries(stands)) {
    mkdirSync(dirname(join(folder, kit, name)), { recursive: true });
    writeFileSync(join(folder, kit, name), text);
  }
  const { stdout } = python(`${kit}/benchmark.py`, '1');
  return /--num_workers (\S+)/.exec(stdout)?.[1];
}

async function evaluated(names: readonly string[]) {
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:x',
    newId: () => 'id',
  });
  await store.getState().loadAll();
  const set: EvaluationSet = {
    title: 'letters',
    identity: names.join(),
    leftOut: [],
    reading: NO_CHOICE,
    classes: CLASSES.map((name) => ({ key: name, names: [name, `${name}s`] })),
    pictures: names.map((name, index) => ({
      name,
      bytes: 3,
      trueClass: index % CLASSES.length,
      read: () => Promise.resolve(new Blob([Uint8Array.of(index, 9, index)])),
    })),
  };
  await store.getState().evaluate(set, {
    templates: ['a {label} in {braces}', 'one {}'],
    templateSet: '',
    alpha: 'white',
    keep: false,
    meanPictures: 3,
  });
  const { evaluation } = store.getState();
  if (!evaluation) throw new Error('There is no run.');
  return shownRun(evaluation);
}

/** Unpacks the kit into the test's folder and gives its files as texts. */
async function unpacked(
  names: readonly string[],
  run?: Awaited<ReturnType<typeof evaluated>>,
): Promise<Map<string, string>> {
  const source = bytesSource(
    joined(outsideKit(run ?? (await evaluated(names)), (path) => `https://page.test/${path}`)),
  );
  const texts = new Map<string, string>();
  for (const entry of await readZipDirectory(source)) {
    const bytes = await readZipEntry(source, entry, 1e6);
    const path = join(folder, entry.name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    texts.set(entry.name.replace('evaluation/', ''), new TextDecoder().decode(bytes));
  }
  return texts;
}

/** Rows of length 1; what is not finite stays so. */
function unitRows(values: Float32Array, dimensions: number): Float32Array<ArrayBuffer> {
  return Float32Array.from(values, (value, at) => {
    const row = values.subarray(at - (at % dimensions), at - (at % dimensions) + dimensions);
    return value / Math.hypot(...row);
  });
}

describe('the kit for another machine', () => {
  test('holds the set in the form of CLIP_benchmark, and the run as data', async () => {
    const texts = await unpacked(['a.png', '=b, c.png']);
    expect(texts.get('set/classnames.txt')).toBe(`${CLASSES.join('\n')}\n`);
    // Python's format fills {c}; braces of the text itself are doubled.
    expect(texts.get('set/zeroshot_classification_templates.txt')).toBe(
      'a {c} in {{braces}}\none {c}\n',
    );
    expect(texts.get('pictures.csv')).toBe('file,label\na.png,0\n"=b, c.png",1\n');
    const run = JSON.parse(texts.get('run.json') ?? '') as {
      prompts: string[][];
      columns: { order: string; figures: object }[];
    };
    expect(run.prompts[0]).toEqual([
      'a cat in {braces}',
      'one cat',
      'a cats in {braces}',
      'one cats',
    ]);
    expect(run.columns).toHaveLength(2);
    expect(run.columns[0]).toMatchObject({ order: 'openclip', leftOut: null, square: { crop: 1 } });
    expect(texts.get('readme.txt')).toContain(
      'https://page.test/models/mini/open_clip_model-00002-of-00002.safetensors',
    );
    expect(run.columns[0]?.figures).toMatchObject({ pictures: 1 });
    expect(outsideCommands(await evaluated(['a.png']))).toContain('python benchmark.py 2');
  });

  test.skipIf(!hasPython)(`its scripts are Python${withoutPython}`, async () => {
    await unpacked(['a.png']);
    const scripts = readdirSync(join(folder, 'evaluation')).filter((name) => name.endsWith('.py'));
    expect(scripts).toHaveLength(7);
    for (const script of scripts) {
      const path = join(folder, 'evaluation', script);
      const { status, stderr } = python(
        '-c',
        `compile(open(${JSON.stringify(path)}).read(), "x", "exec")`,
      );
      expect([status, stderr]).toEqual([0, '']);
    }
  });

  test.skipIf(!hasPython)(
    `make_set.py packs the pictures as WebDataset shards${withoutPython}`,
    async () => {
      const names = ['x/cat/1.png', 'x/dog/1.jpeg', 'x/cow/1.webp', 'x/owl/gone.png'];
      await unpacked(names);
      names.slice(0, 3).forEach((name, index) => {
        const path = join(folder, 'pictures', name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, Uint8Array.of(index, 1, 2));
      });
      // The folder may be given with or without its own name in the paths.
      const run = python('evaluation/make_set.py', join(folder, 'pictures/x'));
      expect(run.stdout).toContain('3 pictures in 3 shards, 1 not found');
      const tars = ['0', '1', '2'].map((shard) =>
        readFileSync(join(folder, `evaluation/set/test/${shard}.tar`)),
      );
      const found: Record<string, string | number | undefined> = {};
      for (const tar of tars) {
        const source = bytesSource(new Uint8Array(tar));
        for await (const { name, begin, end } of tarEntries(source)) {
          const bytes = await readExactly(source, begin, end);
          found[name] = name.endsWith('.cls') ? new TextDecoder().decode(bytes) : bytes[0];
        }
      }
      expect(found).toEqual({
        // The one name that clip-retrieval reads, whatever is inside.
        's0000000.jpg': 0,
        's0000000.cls': '0',
        's0000001.jpg': 1,
        's0000001.cls': '1',
        's0000002.jpg': 2,
        's0000002.cls': '2',
      });
      const lists = ['0', '1', '2'].map((shard) =>
        readFileSync(join(folder, `evaluation/set/labels/labels_${shard}.txt`), 'utf8'),
      );
      expect(lists).toEqual(['0\n', '1\n', '2\n']);
      expect(readFileSync(join(folder, 'evaluation/set/test/nshards.txt'), 'utf8')).toBe('3\n');
      expect(workersFor('evaluation')).toBe('3');
    },
  );

  test.skipIf(!hasPython)(`a folder without its pictures is said${withoutPython}`, async () => {
    await unpacked(['a.png']);
    mkdirSync(join(folder, 'empty'), { recursive: true });
    const { stderr, status } = python('evaluation/make_set.py', join(folder, 'empty'));
    expect([status, stderr]).toEqual([
      1,
      `None of the 1 pictures that pictures.csv names lies in ${join(folder, 'empty')}.\n`,
    ]);
  });

  test.skipIf(!hasNumpy)(
    `check_vectors.py counts what the page counts${withoutNumpy}`,
    async () => {
      const run = await evaluated(Array.from({ length: 60 }, (_, index) => `${index}.png`));
      await unpacked(['a.png']);
      run.document.columns.forEach(({ outcomes }, index) => {
        const path = join(folder, `vectors-${index}.safetensors`);
        writeFileSync(path, joined(vectorsAsSafetensors(vectorsToWrite(run, index))));
        const tally = tallyOutcomes(outcomes, run.document.trueClasses, CLASSES.length);
        const said = JSON.parse(python('evaluation/check_vectors.py', path).stdout) as {
          mean_per_class: number;
        };
        expect(said).toMatchObject({
          pictures: tally.pictures,
          top1: topKCount(tally, 1),
          top5: topKCount(tally, 5),
        });
        expect(said.mean_per_class).toBeCloseTo(meanPerClassAccuracy(tally), 12);
      });
    },
  );

  test.skipIf(!hasNumpy)(
    `score.py folds the page’s own vectors into what the page counts${withoutNumpy}`,
    async () => {
      const names = Array.from({ length: 60 }, (_, index) => `${index}.png`);
      const run = await evaluated(names);
      await unpacked(names, run);
      run.document.columns.forEach(({ outcomes }, index) => {
        const { vectors, document } = run;
        const own = vectors[index];
        if (!own) throw new Error(`Column ${index} has no vectors.`);
        const shape = [names.length, own.dimensions];
        const parts = writeNpy(unitRows(own.embeddings, own.dimensions), shape);
        const shards = join(folder, `column-${index + 1}/img_emb`);
        mkdirSync(shards, { recursive: true });
        writeFileSync(join(shards, 'img_emb_0.npy'), joined(parts));
        writeFileSync(join(shards, 'labels_0.txt'), Array.from(document.trueClasses).join('\n'));
        const { stderr } = python('evaluation/score.py', `${index + 1}`, shards);
        expect(stderr).toBe('');
        const path = join(folder, `evaluation/tally-column-${index + 1}.json`);
        const found = JSON.parse(readFileSync(path, 'utf8')) as object;
        const tally = tallyOutcomes(outcomes, document.trueClasses, CLASSES.length);
        expect(found).toMatchObject({
          classes: CLASSES.map((name) => [name, `${name}s`]),
          model: { verdict: document.columns[index]?.model.verdict },
          pictures: tally.pictures,
          unscored: tally.unscored,
          ranks: [...tally.ranks],
          predicted: [...tally.predicted],
          right: [...tally.classRight],
        });
      });
    },
  );
});
