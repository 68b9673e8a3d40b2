import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CodedError } from '../core/errors.ts';
import { readTally } from '../core/evaluation/read-tally.ts';
import type { TallyDocument } from '../core/evaluation/tally-document.ts';
import type { Tally } from '../core/evaluation/tally.ts';
import { writeTally } from '../core/evaluation/write-tally.ts';
import score from '../export/kit/score.py?raw';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { goldenBytes } from '../testing/golden.ts';
import { createPageStore } from '../store/store.ts';
import { errorSentence } from '../words/error-sentence.ts';
import { loadWords, loadWordsOf } from '../words/tables.ts';
import { createWords } from '../words/translate.ts';
import { columnOfFiles } from './scoring/column-of-files.ts';
import { openShardFiles, openTallies } from './tally-run.ts';

/** Names as clip-retrieval writes them for eleven parts, and labels as make_set.py does: made and folded with NumPy. */
const SHARDS = Array.from({ length: 11 }, (_, shard) => shard);
const padded = (shard: number) => `img_emb_${String(shard).padStart(2, '0')}.npy`;
const bytesOf = (name: string) => goldenBytes(`tally/${name}`);
const fileOf = (name: string, content: BlobPart = bytesOf(name)) => new File([content], name);
const shardFiles = () => SHARDS.map((shard) => fileOf(padded(shard)));
const labelFiles = () => SHARDS.map((shard) => fileOf(`labels_${shard}.txt`));
const classFiles = () => [fileOf('classes.npy'), fileOf('classes.txt')];
const FOLDED = new TextDecoder().decode(bytesOf('tally.json'));
const folded = () => readTally(FOLDED, 'tally.json');

async function scored(files: readonly File[], lists: readonly File[] = labelFiles()) {
  const columns = await columnOfFiles(classFiles(), 20);
  const signal = new AbortController().signal;
  const { tallies } = await openShardFiles(files, lists, columns, signal, () => undefined);
  const [document] = tallies ?? [];
  if (!document) throw new Error('There is no tally.');
  return document;
}

const tallyFailure = (files: readonly File[]): Promise<unknown> =>
  openTallies(files, new AbortController().signal).catch((reason: unknown) => reason);

/** A tally without the sums of confidences, which another program's exponential may round otherwise. */
function counts({ reliability, ...tally }: Tally) {
  return { ...tally, bins: reliability.counts, right: reliability.right };
}

describe('shards that many machines computed', () => {
  test('are scored from their files as score.py scores them', async () => {
    const [mine, other] = [await scored(shardFiles()), folded()];
    expect(counts(mine.tally)).toEqual(counts(other.tally));
    expect([mine.shards, mine.vectors, mine.classes]).toEqual([
      other.shards,
      other.vectors,
      other.classes,
    ]);
    mine.tally.reliability.confidence.forEach((sum, bin) => {
      expect(sum).toBeCloseTo(other.tally.reliability.confidence[bin] ?? Number.NaN, 7);
    });
    expect([mine.tally.pictures, mine.tally.unscored]).toEqual([29, 1]);
  });

  test('stand in the order of their numbers, whatever the alphabet says and whatever lies beside them', async () => {
    const unpadded = SHARDS.map((shard) => fileOf(`img_emb_${shard}.npy`, bytesOf(padded(shard))));
    // One list for all rows fits only in that order.
    const all = SHARDS.map((shard) => new TextDecoder().decode(bytesOf(`labels_${shard}.txt`)));
    const list = fileOf('all.txt', all.join(''));
    const beside = [fileOf('metadata_0.parquet', 'PAR1'), fileOf('text_emb_0.npy', 'no array')];
    const alphabet = [...unpadded, ...beside].toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(counts((await scored(alphabet, [list])).tally)).toEqual(counts(folded().tally));
    const named = all.join('').replaceAll('1', 'Hound').replaceAll('4', '鸟');
    const names = fileOf('names.txt', `\n${named}\n`.slice(1));
    expect(counts((await scored(unpadded, [names])).tally)).toEqual(counts(folded().tally));
    // Lists that lie in the folder are found.
    const folder = [...unpadded, ...labelFiles()];
    expect(counts((await scored(folder, [])).tally)).toEqual(counts(folded().tally));
  });

  test('without labels tell which labels win, and nothing of right and wrong', async () => {
    const { truth, tally } = await scored(shardFiles(), []);
    expect(truth).toBe(false);
    expect(tally.predicted).toEqual(folded().tally.predicted);
    expect([tally.pictures, tally.ranks.every((count) => count === 0)]).toEqual([29, true]);
  });

  test('are read a megabyte at a time, each byte once, however large they are', async () => {
    const rows = 40_000;
    const dimensions = 512;
    const header = `{'descr': '<f2', 'fortran_order': False, 'shape': (${rows}, ${dimensions}), }`;
    const begin = new Uint8Array(128).fill(32);
    begin.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, 118, 0]);
    begin.set(new TextEncoder().encode(header), 10);
    // One number of each row is 1: row n says class n modulo 3.
    const row = (place: number) => {
      const halves = new Uint16Array(dimensions);
      halves[place % 3] = 0x3c00;
      return new Uint8Array(halves.buffer);
    };
    const reads: (readonly [number, number])[] = [];
    const file = Object.assign(new File([], 'img_emb_0.npy'), {
      slice: (from: number, to: number) => {
        if (from === 0) return new Blob([begin]);
        reads.push([from, to]);
        const [first, last] = [(from - 128) / 1024, (to - 128) / 1024];
        return new Blob(Array.from({ length: last - first }, (_, at) => row(first + at)));
      },
    });
    Object.defineProperty(file, 'size', { value: 128 + rows * 1024 });
    const classVectors = new Float32Array(3 * dimensions);
    for (let index = 0; index < 3; index++) classVectors[index * dimensions + index] = 1;
    const { columns } = await columnOfFiles(classFiles(), 20);
    const [column] = columns;
    if (!column) throw new Error('There is no column.');
    const { tallies } = await openShardFiles(
      [file],
      [],
      {
        classes: ['a', 'b', 'c'].map((name) => ({ names: [name] })),
        templates: [],
        columns: [{ ...column, classVectors, dimensions }],
      },
      new AbortController().signal,
      () => undefined,
    );
    expect([...(tallies?.[0]?.tally.predicted ?? [])]).toEqual([13_334, 13_333, 13_333]);
    let at = 128;
    for (const [from, to] of reads) {
      expect([from, to - from <= 2 ** 20]).toEqual([at, true]);
      at = to;
    }
    expect(at).toBe(128 + rows * 1024);
  });

  test('are left where they are when it is stopped', async () => {
    const controller = new AbortController();
    const columns = await columnOfFiles(classFiles(), 20);
    const work = openShardFiles(shardFiles(), [], columns, controller.signal, () =>
      controller.abort(),
    );
    await expect(work).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

const replaced = (shard: number, file: File) =>
  shardFiles().map((own, place) => (place === shard ? file : own));
const changed = (shard: number, change: (bytes: Uint8Array<ArrayBuffer>) => BlobPart) =>
  replaced(shard, fileOf(padded(shard), change(bytesOf(padded(shard)))));
const withHeader = (shard: number, from: string, to: string) =>
  changed(shard, (bytes) => {
    const text = new TextDecoder('latin1').decode(bytes).replace(from, to);
    return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  });

describe('what does not fit is refused in one sentence', () => {
  test.each([
    ['no shard', 'shards-none', () => [fileOf('classes.npy')], []],
    ['a missing number', 'shards-missing', () => shardFiles().toSpliced(6, 1), []],
    [
      'a number twice',
      'shards-twice',
      () => [...shardFiles(), fileOf('img_emb_3.npy', bytesOf(padded(3)))],
      [],
    ],
    ['another width', 'shards-width', () => withHeader(2, '(2, 8)', '(4, 4)'), []],
    ['integers', 'shards-type', () => withHeader(2, '<f2', '<i2'), []],
    ['Python objects', 'shards-type', () => withHeader(2, "'<f2'", "'|O' "), []],
    ['columns first', 'shards-type', () => withHeader(2, 'False', 'True '), []],
    ['one row of numbers', 'vectors-shape', () => withHeader(2, '(2, 8)', '(16,) '), []],
    ['a file that is cut off', 'shards-cut', () => changed(4, (bytes) => bytes.slice(0, -1)), []],
    [
      'a file that goes on',
      'shards-cut',
      () => changed(4, (bytes) => Uint8Array.of(...bytes, 0)),
      [],
    ],
    ['half of a header', 'shards-damaged', () => changed(4, (bytes) => bytes.slice(0, 60)), []],
    ['no array', 'shards-damaged', () => changed(4, () => 'text'), []],
    [
      'rows of another length',
      'shards-length',
      () => changed(1, (bytes) => bytes.fill(0x40, 128)),
      [],
    ],
    ['a list that is too short', 'shards-labels', shardFiles, ['0\n1\n']],
    [
      'a label that is none',
      'shards-label',
      shardFiles,
      ['0\n'.repeat(7), 'lion\n', '0\n'.repeat(22)],
    ],
    ['a number beyond the labels', 'shards-label', shardFiles, ['5\n'.repeat(30)]],
  ] as const)('%s', async (_, code, files, list) => {
    const error: unknown = await scored(
      files(),
      list.length > 0 ? [fileOf('all.txt', list.join(''))] : [],
    ).catch((reason: unknown) => reason);
    await expectSentence(error, code);
  });

  test('a list for some shards alone', async () => {
    const error: unknown = await scored(shardFiles(), labelFiles().slice(0, 9)).catch(
      (reason: unknown) => reason,
    );
    await expectSentence(error, 'shards-labels');
  });

  test('a tally of another label list', async () => {
    const other = FOLDED.replace('"cat"', '"lion"');
    const files = [fileOf('tally.json'), fileOf('other.json', other)];
    const error: unknown = await tallyFailure(files);
    await expectSentence(error, 'tally-labels');
  });

  test('another version of the layout', async () => {
    const later = fileOf('later.json', FOLDED.replace('"version": 1', '"version": 2'));
    const error: unknown = await tallyFailure([later]);
    await expectSentence(error, 'tally-version');
  });

  test('a tally in which any one number is another', () => {
    const lines = FOLDED.split('\n');
    const counted =
      /^ "(pictures|unscored|ranks|totals|right|predicted|confusion|calibration|shards)"/;
    let tried = 0;
    lines.forEach((line, index) => {
      if (!counted.test(line)) return;
      for (const match of line.matchAll(/(?<=[[,:]\s?)\d+(?=[\],}]|,?$)/g)) {
        const other = `${line.slice(0, match.index)}${Number(match[0]) + 1}${line.slice(match.index + match[0].length)}`;
        // A sum of confidences may be anything up to the pictures of its bin.
        if (line.includes('"calibration"') && match.index > line.indexOf('"confidence"')) continue;
        tried++;
        const text = lines.with(index, other).join('\n');
        expect(() => readTally(text, 'x.json'), `${line.slice(0, 20)} ${match.index}`).toThrow(
          expect.objectContaining({ code: 'tally-invalid' }),
        );
      }
    });
    expect(tried).toBeGreaterThan(80);
  });
});

async function expectSentence(error: unknown, code: string): Promise<void> {
  expect(error).toBeInstanceOf(CodedError);
  if (!(error instanceof CodedError)) return;
  expect(error.code).toBe(code);
  for (const language of ['en', 'zh'] as const) {
    await loadWords(language);
    await loadWordsOf('evaluated');
    const words = createWords(language);
    const text = errorSentence(words, { code: error.code, details: error.details, message: '' });
    expect(text).not.toMatch(/[{}]|error\./);
    expect(text.length).toBeGreaterThan(15);
  }
}

describe('a tally', () => {
  test('is opened as a run without a list of pictures, several of them side by side', async () => {
    const store = createPageStore({
      engine: createFakeEngine(),
      fetch: () => Promise.reject(new TypeError('no network')),
      address: (path) => path,
      createUrl: () => 'blob:x',
      newId: () => 'id',
    });
    await store.getState().openRunFiles([fileOf('tally.json'), fileOf('tally.json')]);
    const { openedRun, fileError } = store.getState();
    expect(fileError).toBeNull();
    expect(openedRun).toMatchObject({ origin: 'tally', done: 30, set: null });
    expect(openedRun?.document).toMatchObject({ set: 'made', pictures: [] });
    expect(openedRun?.document.columns.map(({ model }) => model.verdict)).toEqual([
      'vision-only',
      'vision-only',
    ]);
    expect(openedRun?.tallies?.map(({ tally }) => tally)).toEqual([folded().tally, folded().tally]);
    await store.getState().openRunFiles([fileOf('bad.json', FOLDED.slice(0, 400))]);
    expect(store.getState()).toMatchObject({ fileError: { code: 'tally-invalid' }, openedRun });
    await store.getState().openRunFiles([fileOf('run.json', '{}'), fileOf('tally.json')]);
    expect(store.getState()).toMatchObject({ fileError: { code: 'tally-invalid' }, openedRun });
    await store
      .getState()
      .openShards({ shards: shardFiles(), labels: [], classes: [], scale: null });
    expect(store.getState()).toMatchObject({ fileError: { code: 'shards-columns' }, openedRun });
    await store
      .getState()
      .openShards({ shards: shardFiles(), labels: labelFiles(), classes: classFiles(), scale: 20 });
    expect(store.getState()).toMatchObject({ fileError: null, scoringShards: null });
    const mine = store.getState().openedRun?.tallies?.[0];
    expect(mine && counts(mine.tally)).toEqual(counts(folded().tally));
  });

  test('is saved as it was read', () => {
    expect(JSON.parse(writeTally(folded()))).toEqual(JSON.parse(FOLDED));
  });

  const hasNumpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
  test.skipIf(!hasNumpy)(
    `that the page saved is folded by score.py with others${hasNumpy ? '' : ' (skipped: python3 has no numpy)'}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tallies-'));
      const parts: TallyDocument[] = [];
      for (const shard of [0, 1]) {
        parts.push(
          await scored(
            [fileOf('img_emb_0.npy', bytesOf(padded(shard)))],
            [labelFiles()[shard] ?? fileOf('x')],
          ),
        );
      }
      writeFileSync(join(folder, 'score.py'), score);
      parts.forEach((part, index) => {
        const shards = part.shards.map((shard) => ({ ...shard, name: padded(index) }));
        writeFileSync(join(folder, `${index}.json`), writeTally({ ...part, shards }));
      });
      const given = ['score.py', '--fold', 'out.json', '1.json', '0.json', '1.json'];
      const { stderr } = spawnSync('python3', given, { cwd: folder, encoding: 'utf8' });
      expect(stderr).toBe('');
      const { tally } = readTally(readFileSync(join(folder, 'out.json'), 'utf8'), 'out.json');
      rmSync(folder, { recursive: true });
      const sum = parts.reduce((total, part) => total + part.tally.pictures, 0);
      expect(tally.pictures).toBe(sum);
      expect([...tally.predicted]).toEqual(
        [0, 1, 2, 3, 4].map((label) =>
          parts.reduce((total, part) => total + (part.tally.predicted[label] ?? 0), 0),
        ),
      );
    },
  );
});
