import { expect, test } from 'vitest';
import { tallyOutcomes } from '../core/evaluation/outcome-counts.ts';
import { writeRunFile } from '../core/evaluation/run-file.ts';
import { vectorsAsNpy, vectorsAsSafetensors } from '../core/evaluation/write-vectors.ts';
import { bytesSource } from '../core/archive/byte-source.ts';
import { readZipDirectory } from '../core/archive/zip-directory.ts';
import { readZipEntry } from '../core/archive/zip-entry.ts';
import { goldenBytes } from '../testing/golden.ts';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { NO_CHOICE } from '../testing/open-set.ts';
import { picturesAsCsv } from '../export/pictures-csv.ts';
import { vectorsToWrite } from '../export/run-vectors.ts';
import { createPageStore } from '../store/store.ts';
import type { EvaluationSettings } from './run.ts';
import type { EvaluationSet } from './sets/set.ts';
import { type ShownRun, shownRun } from './shown-run.ts';

const SETTINGS: EvaluationSettings = {
  templates: ['a {label}'],
  templateSet: '',
  alpha: 'white',
  keep: false,
  meanPictures: 3,
};
const CLASSES = ['cat', 'dog', 'a, "b"'];

function setOf(count: number): EvaluationSet {
  return {
    title: 'three classes',
    identity: `${count}`,
    leftOut: [],
    reading: NO_CHOICE,
    classes: CLASSES.map((name) => ({ key: name, names: [name] })),
    pictures: Array.from({ length: count }, (_, index) => ({
      name: `${index % 3}/${index}.png`,
      bytes: 3,
      trueClass: index % 3,
      // The fake engine cannot read a picture that begins with 0.
      read: () => Promise.resolve(new Blob([Uint8Array.of(index, 7, index)])),
    })),
  };
}

function page() {
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: (blob) => `blob:${blob.size}`,
    newId: () => 'id',
  });
  return store;
}

async function evaluated(): Promise<{ store: ReturnType<typeof page>; run: ShownRun }> {
  const store = page();
  await store.getState().loadAll();
  await store.getState().evaluate(setOf(20), SETTINGS);
  const { evaluation } = store.getState();
  if (!evaluation) throw new Error('There is no run.');
  return { store, run: shownRun(evaluation) };
}

const fileOf = (name: string, parts: BlobPart[]) => new File(parts, name);

/** Everything that the results are drawn from. */
function figures({ document }: ShownRun) {
  return document.columns.map(({ outcomes }) =>
    tallyOutcomes(outcomes, document.trueClasses, document.classes.length),
  );
}

test('a run that is saved and opened again gives the same results', async () => {
  const { store, run } = await evaluated();
  expect(figures(run)[0]).toMatchObject({ pictures: 19, unscored: 1 });
  await store.getState().openRunFiles([fileOf('run.json', [writeRunFile(run.document)])]);
  const { openedRun, fileError } = store.getState();
  expect(fileError).toBeNull();
  expect(openedRun?.document).toEqual(run.document);
  expect(openedRun && figures(openedRun)).toEqual(figures(run));
  expect(openedRun).toMatchObject({ origin: 'run-file', file: 'run.json', set: null });
  const again = store.getState().openRunFiles([fileOf('run.json', [writeRunFile(run.document)])]);
  store.getState().closeOpenedRun();
  await again;
  expect(store.getState().openedRun).toBeNull();
});

test.each([
  ['safetensors', vectorsAsSafetensors, 'column.safetensors'],
  ['NumPy files in a zip', vectorsAsNpy, 'column.zip'],
])('vectors that go out as %s and come in again give the same figures', async (_, write, name) => {
  const { store, run } = await evaluated();
  for (const [index, expected] of figures(run).entries()) {
    const file = fileOf(name, write(vectorsToWrite(run, index)));
    await store.getState().openVectors([file], [], null);
    const { openedRun } = store.getState();
    expect(openedRun && figures(openedRun)).toEqual([expected]);
    expect(openedRun?.document.pictures).toEqual(run.document.pictures);
  }
});

test('a scale that the visitor gives replaces that of the file, and changes no rank', async () => {
  const { store, run } = await evaluated();
  const file = fileOf('c.safetensors', vectorsAsSafetensors(vectorsToWrite(run, 0)));
  await store.getState().openVectors([file], [], 1);
  const [column] = store.getState().openedRun?.document.columns ?? [];
  expect(column?.model.scale).toBe(1);
  expect(column?.outcomes.rank).toEqual(run.document.columns[0]?.outcomes.rank);
  expect(column?.outcomes.confidence).not.toEqual(run.document.columns[0]?.outcomes.confidence);
});

test('an .npz gives its image_embeds and text_embeds, with labels from a table or an array', async () => {
  const field = (name: string) => goldenBytes(`field/50-vector-files/${name}`);
  const source = bytesSource(field('vectors.npz'));
  const arrays = await readZipDirectory(source);
  const text = arrays.find(({ name }) => name === 'text_embeds.npy');
  if (!text) throw new Error('The class vectors are missing.');
  const names = fileOf('text_names.txt', ['first\nsecond\n']);
  // The second class wins for rows 1, 2, 5 and 6, as NumPy computes it.
  const labels = fileOf('image_labels.csv', ['file,label\na,0\nb,1\nc,0\nd,1\ne,0\nf,1\n']);
  const openedWith = async (...files: File[]) => {
    const store = page();
    await store.getState().openVectors(files, [], null);
    return store.getState().openedRun?.document.columns[0]?.outcomes;
  };
  const outcomes = await openedWith(fileOf('vectors.npz', [field('vectors.npz')]), labels, names);
  expect(outcomes && [...outcomes.predicted]).toEqual([1, 1, 0, 0, 1, 1]);
  const classes = fileOf('text.npy', [new Uint8Array(await readZipEntry(source, text, 1e6))]);
  const columns = fileOf('image_fortran.npy', [field('image_fortran.npy')]);
  expect(await openedWith(columns, labels, classes, names)).toEqual(outcomes);
  const numbers = new Uint8Array(
    Buffer.concat([
      Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, 118, 0]),
      Buffer.from("{'descr': '<i8', 'fortran_order': False, 'shape': (6,), }".padEnd(118)),
      new Uint8Array(BigInt64Array.of(0n, 1n, 0n, 1n, 0n, 1n).buffer),
    ]),
  );
  const own = fileOf('labels.npy', [numbers]);
  expect(await openedWith(fileOf('vectors.npz', [field('vectors.npz')]), own, names)).toEqual(
    outcomes,
  );
});

test('a file that cannot be used is told, and what was shown stays', async () => {
  const { store, run } = await evaluated();
  const text = writeRunFile(run.document);
  await store.getState().openRunFiles([fileOf('good.json', [text])]);
  const shown = store.getState().openedRun;
  const bad = [text.replace('"version": 1', '"version": 2'), text.slice(0, 300), '{}', ''];
  for (const content of bad) {
    await store.getState().openRunFiles([fileOf('bad.json', [content])]);
    expect(store.getState().fileError?.code).toMatch(/^run-file-/);
    expect(store.getState().openedRun).toBe(shown);
  }
  const { openVectors } = store.getState();
  await openVectors([fileOf('x.npy', ['no array at all'])], [], null);
  expect(store.getState().fileError?.code).toBe('vectors-none');
  await openVectors([fileOf('image.npy', ['no array at all'])], [], null);
  expect(store.getState().fileError?.code).toBe('archive-invalid');
  await openVectors([fileOf('x.zip', ['no archive at all, and much too short'])], [], null);
  expect(store.getState().fileError?.code).toMatch(/^archive-/);
  await store.getState().openRunFiles([fileOf('good.json', [text])]);
  expect(store.getState().fileError).toBeNull();
});

test('files that claim too much are refused before they are read', async () => {
  const store = page();
  const huge = Object.defineProperty(fileOf('huge.json', ['{']), 'size', { value: 3e8 });
  await store.getState().openRunFiles([huge]);
  expect(store.getState().fileError).toMatchObject({
    code: 'run-file-too-large',
    details: { megabytes: 300, limit: 256 },
  });
});

test('the table of pictures has a row each, and nothing for what has no score', async () => {
  const { run } = await evaluated();
  const lines = picturesAsCsv(run.document).split('\r\n');
  expect(lines[0]).toBe(
    'picture,class,predicted_1,right_1,rank_1,confidence_1,predicted_2,right_2,rank_2,confidence_2',
  );
  expect(lines).toHaveLength(1 + 20 + 1);
  expect(lines[1]).toBe('0/0.png,cat,,,,,,,,');
  expect(lines[3]).toMatch(/^2\/2\.png,"a, ""b""",/);
});

test('a picture is read when it is shown, once, and an unreadable one is said', async () => {
  const { store } = await evaluated();
  const reads: number[] = [];
  const own: EvaluationSet = {
    ...setOf(0),
    pictures: [0, 1].map((index) => ({
      name: `${index}`,
      bytes: 3,
      trueClass: 0,
      read: () => {
        reads.push(index);
        return index === 0 ? Promise.resolve(new Blob(['abc'])) : Promise.reject(new Error('gone'));
      },
    })),
  };
  const { showThumbnail } = store.getState();
  await Promise.all([showThumbnail(own, 0), showThumbnail(own, 0), showThumbnail(own, 1)]);
  expect(reads).toEqual([0, 1]);
  expect(store.getState().thumbnails?.urls).toEqual(
    new Map([
      [0, 'blob:3'],
      [1, null],
    ]),
  );
});
