import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { makeZip } from '../../testing/make-archives.ts';
import {
  countsOf,
  givenFile as given,
  openSet,
  type OpenOptions,
  pictureBytes,
  textBytes,
} from '../../testing/open-set.ts';
import type { EvaluationSet, SetReading } from './set.ts';

const PICTURES = [1, 2, 3, 4].map((number) => ({
  name: `images/IMG_000${number}.jpg`,
  data: pictureBytes(String(number)),
}));

const openZip = (data: Uint8Array<ArrayBuffer>, options?: OpenOptions): Promise<EvaluationSet> =>
  openSet({ kind: 'files', files: [given('x.zip', data)] }, options);

/** The four pictures with a table. */
const withTable = (
  name: string,
  table: string | Uint8Array,
  options?: OpenOptions,
): Promise<EvaluationSet> => {
  const data = typeof table === 'string' ? textBytes(table) : table;
  return openZip(makeZip([...PICTURES, { name, data }]), options);
};

const APPLES = { apple: 2, leaf: 2 };
const CHINESE = { 叶子: 2, 苹果: 2 };
const LABELS = ['apple', 'apple', 'leaf', 'leaf'];
/** Rows in the order of the pictures. */
const rows = (row: (file: string, label: string, index: number) => string): string =>
  LABELS.map((label, index) => row(`IMG_000${index + 1}.jpg`, label, index)).join('\n');

describe('tables of the field over the same four pictures', () => {
  test.each([
    ['absolute-paths', APPLES],
    ['class-id-first-filepaths-labels', APPLES],
    ['excel-gbk', CHINESE],
    ['excel-utf8-bom', CHINESE],
    ['image-id-then-label', APPLES],
    ['no-heading-label-first', APPLES],
    ['no-heading', APPLES],
    ['numbers-with-classnames', APPLES],
    ['pandas-index-column', APPLES],
    ['quoted-with-comma', { 'apple, ripe': 2, 'leaf, ripe': 2 }],
    ['semicolon', APPLES],
    ['sep-line', APPLES],
    ['tab-in-csv', APPLES],
    ['txt-list', APPLES],
  ])('%s', async (name, counts) => {
    const set = await openZip(goldenBytes(`field/44-tables-as-they-come/${name}.zip`));
    expect(countsOf(set)).toEqual(counts);
    expect(set.leftOut).toEqual([]);
    expect(set.reading.table).toMatchObject({ total: 4, matched: 4 });
  });
});

describe('other tables over them', () => {
  test.each([
    [
      'paths of Windows',
      'labels.csv',
      `file,label\n${rows((f, l) => `C:\\Users\\me\\fruit\\images\\${f},${l}`)}`,
      APPLES,
    ],
    [
      'ids without extension',
      'labels.csv',
      `id,breed\n${rows((f, l) => `${f.slice(0, 8)},${l}`)}`,
      APPLES,
    ],
    [
      'other case',
      'labels.csv',
      `file,label\n${rows((f, l) => `${f.toUpperCase()},${l}`)}`,
      APPLES,
    ],
    [
      'another extension',
      'labels.csv',
      `file,label\n${rows((f, l) => `${f.replace('jpg', 'png')},${l}`)}`,
      APPLES,
    ],
    [
      'blanks behind commas',
      'labels.csv',
      `file, label\n${rows((f, l) => `"${f}", "${l}"`)}`,
      APPLES,
    ],
    [
      'single quotation marks',
      'labels.csv',
      `file,label\n${rows((f, l) => `'${f}','${l}'`)}`,
      APPLES,
    ],
    [
      'a semicolon, and commas in labels',
      'labels.csv',
      `file;label\n${rows((f, l) => `${f};${l}, ripe`)}`,
      { 'apple, ripe': 2, 'leaf, ripe': 2 },
    ],
    [
      'a semicolon, commas in labels, no heading',
      'labels.csv',
      rows((f, l) => `${f};${l}, ripe`),
      { 'apple, ripe': 2, 'leaf, ripe': 2 },
    ],
    [
      'a line sep=| and bars',
      'labels.csv',
      `sep=|\nfile|label\n${rows((f, l) => `${f}|${l}`)}`,
      APPLES,
    ],
    ['label first, with tabs', 'labels.tsv', rows((f, l) => `${l}\t${f}`), APPLES],
    [
      'index, label, path',
      'train.csv',
      `,label,path\n${rows((f, l, i) => `${i},${l},images/${f}`)}`,
      APPLES,
    ],
    [
      'ids and a class number beside its name',
      'meta.csv',
      `image_id,class_id,class_name\n${rows((f, l) => `${f},${l === 'apple' ? 0 : 1},${l}`)}`,
      APPLES,
    ],
    [
      'headings of no known word',
      'x.csv',
      `Bilddatei,Obstsorte\n${rows((f, l) => `${f},${l}`)}`,
      APPLES,
    ],
    ['Chinese headings', 'x.csv', `标签,文件名\n${rows((f, l) => `${l},${f}`)}`, APPLES],
    [
      'metadata.jsonl',
      'images/metadata.jsonl',
      rows((f, l) => JSON.stringify({ file_name: f, label: l })),
      APPLES,
    ],
    [
      'a JSON list of objects',
      'labels.json',
      `[${LABELS.map((l, i) => JSON.stringify({ image: `images/IMG_000${i + 1}.jpg`, category: l })).join(',')}]`,
      APPLES,
    ],
    [
      'path label, with blanks in labels',
      'list.txt',
      rows((f, l) => `images/${f} green ${l}`),
      { 'green apple': 2, 'green leaf': 2 },
    ],
    [
      'addresses with queries and percent signs',
      'labels.csv',
      `url,label\n${rows((f, l) => `https://data.test/a%20set/images/${f.replace('_', '%5F')}?size=1,${l}`)}`,
      APPLES,
    ],
    [
      'JSON of files with their labels',
      'labels.json',
      JSON.stringify(Object.fromEntries(LABELS.map((l, i) => [`images/IMG_000${i + 1}.jpg`, l]))),
      APPLES,
    ],
    [
      'JSON of labels with their files',
      'labels.json',
      '{"apple": ["IMG_0001.jpg", "IMG_0002.jpg"], "leaf": ["IMG_0003.jpg", "IMG_0004.jpg"]}',
      APPLES,
    ],
    [
      'a JSON list below a name of its own',
      'labels.json',
      `{"info": {"by": "me"}, "annotations": [${rows((f, l) => JSON.stringify({ file_name: f, label: l })).replaceAll('\n', ',')}]}`,
      APPLES,
    ],
    [
      'a column for each class',
      'train.csv',
      `image,apple,leaf,worm\n${rows((f, l) => `${f.slice(0, 8)},${l === 'apple' ? '1.0,0.0' : '0.0,1.0'},0.0`)}`,
      APPLES,
    ],
    ['label path', 'list.txt', rows((f, l) => `${l} images/${f}`), APPLES],
    ['path, tab, label in a .txt', 'list.txt', rows((f, l) => `${f}\t${l}`), APPLES],
  ])('%s', async (_, name, table, counts) => {
    const set = await withTable(name, table);
    expect(countsOf(set)).toEqual(counts);
    expect(set.leftOut).toEqual([]);
  });

  test.each([
    ['UTF-16 as Excel’s “Unicode text”', [0xff, 0xfe], 'utf16le'],
    ['UTF-16 without its mark', [], 'utf16le'],
  ] as const)('%s', async (_, mark, encoding) => {
    const body = Buffer.from(`file\tlabel\n${rows((f, l) => `${f}\t${l}`)}`, encoding);
    expect(countsOf(await withTable('labels.txt', Uint8Array.of(...mark, ...body)))).toEqual(
      APPLES,
    );
  });

  test('Windows-1252, told from other sets', async () => {
    const body = Buffer.from(
      `file;label\n${rows((f, l) => `${f};${l === 'leaf' ? 'Blätter' : 'Äpfel'}`)}`,
      'latin1',
    );
    const set = await withTable('labels.csv', new Uint8Array(body));
    expect(countsOf(set)).toEqual({ Blätter: 2, Äpfel: 2 });
    expect(set.reading.charset?.used).toBe('windows-1252');
  });

  test('the character set of a table can be chosen', async () => {
    const zip = goldenBytes('field/44-tables-as-they-come/excel-gbk.zip');
    const set = await openZip(zip, { choices: { charset: 'big5' } });
    expect(Object.keys(countsOf(set))).not.toContain('苹果');
    const samples = set.reading.charset?.samples ?? [];
    expect(samples.find(({ charset }) => charset === 'gb18030')?.text).toBe('IMG_0001.jpg,苹果');
  });

  test('numbers from 1 are named by a list that counts from 1', async () => {
    const table = rows((f, l) => `${f},${l === 'apple' ? 1 : 2}`);
    const files = [
      ...PICTURES,
      { name: 'labels.csv', data: textBytes(`file,label\n${table}`) },
      { name: 'classes.txt', data: textBytes('1 001.Red_apple\n2 002.Green_leaf\n') },
    ];
    expect(countsOf(await openZip(makeZip(files)))).toEqual({ 'Red apple': 2, 'Green leaf': 2 });
  });

  test('a column of splits gives splits to choose from', async () => {
    const table = `file,label,data set\n${rows((f, l, i) => `${f},${l},${i % 2 === 0 ? 'train' : 'test'}`)}`;
    const set = await withTable('labels.csv', table);
    expect(set.reading).toMatchObject({ split: 'test' });
    expect(countsOf(set)).toEqual({ apple: 1, leaf: 1 });
    expect(countsOf(await withTable('labels.csv', table, { choices: { split: null } }))).toEqual(
      APPLES,
    );
  });

  test('of tables called after splits that for testing is taken, where it tells classes apart', async () => {
    const head = 'file,label\n';
    const zip = (test: string) =>
      makeZip([
        ...PICTURES,
        {
          name: 'train.csv',
          data: textBytes(`${head}IMG_0001.jpg,apple\nIMG_0002.jpg,leaf\nIMG_0003.jpg,leaf\n`),
        },
        { name: 'test.csv', data: textBytes(head + test) },
      ]);
    const set = await openZip(zip('IMG_0003.jpg,apple\nIMG_0004.jpg,leaf\n'));
    expect(set.reading.source).toEqual({ kind: 'table', path: 'test.csv' });
    expect(countsOf(set)).toEqual({ apple: 1, leaf: 1 });
    const unlabelled = await openZip(zip('IMG_0003.jpg,?\nIMG_0004.jpg,?\n'));
    expect(unlabelled.reading.source).toEqual({ kind: 'table', path: 'train.csv' });
    expect(countsOf(unlabelled)).toEqual({ apple: 1, leaf: 2 });
  });

  test('columns of ones that are more than one a row, or numbered, are no classes', async () => {
    for (const [heading, marks] of [
      ['image,red,round', '1,1'],
      ['image,0,1', '1,0'],
    ] as const) {
      const table = `${heading}\n${rows((f, _, i) => `${f},${i === 0 ? marks : '0,1'}`)}`;
      const set = await withTable('x.csv', table);
      expect(set.reading.table?.rows[0]).toEqual(heading.split(','));
    }
  });

  test('a path below train is no picture below test', async () => {
    const files = ['test/1.jpg', 'test/2.jpg'].map((name) => ({ name, data: pictureBytes(name) }));
    const table = 'file,label\ntrain/1.jpg,a\ntrain/2.jpg,b\ntest/1.jpg,c\ntest/2.jpg,d\n';
    const set = await openZip(makeZip([...files, { name: 'all.csv', data: textBytes(table) }]));
    expect(countsOf(set)).toEqual({ c: 1, d: 1 });
    expect(set.leftOut).toMatchObject([{ reason: 'no-picture', count: 2 }]);
  });

  test('what is no label is left to the folders, which can be told otherwise', async () => {
    const files = ['a/1.jpg', 'a/2.jpg', 'b/3.jpg'].map((name) => ({
      name,
      data: pictureBytes(name),
    }));
    const table = 'file,caption\na/1.jpg,one dog\na/2.jpg,two dogs\nb/3.jpg,a cat\n';
    const zip = makeZip([...files, { name: 'captions.csv', data: textBytes(table) }]);
    const set = await openZip(zip);
    expect(countsOf(set)).toEqual({ a: 2, b: 1 });
    const source = { kind: 'table', path: 'captions.csv' } as const;
    expect(set.reading.sources).toEqual([{ kind: 'folders' }, source]);
    expect(countsOf(await openZip(zip, { choices: { source } }))).toEqual({
      'one dog': 1,
      'two dogs': 1,
      'a cat': 1,
    });
  });
});

describe('columns that were not understood', () => {
  const table =
    'a,b,c\nfirst,IMG_0001.jpg,x\nsecond,IMG_0002.jpg,x\nthird,IMG_0003.jpg,y\nfourth,IMG_0004.jpg,y';

  test('can be chosen: file, label and whether the first row is a heading', async () => {
    const source = { kind: 'table', path: 'labels.csv' } as const;
    const columns = { file: 1, label: 0, heading: true };
    const set = await withTable('labels.csv', table, { choices: { source, columns } });
    expect(countsOf(set)).toEqual({ first: 1, fourth: 1, second: 1, third: 1 });
    expect(set.reading.table).toMatchObject({ columns, total: 4, matched: 4 });
  });

  test('are shown where no row names a picture', async () => {
    let reading: SetReading | null = null;
    const opening = withTable('labels.csv', 'file,label\nlost.jpg,x\ngone.jpg,y\n', {
      onReading: (found) => (reading = found),
    });
    await expect(opening).rejects.toMatchObject({ code: 'set-no-labels' });
    expect(reading).toMatchObject({
      table: {
        path: 'labels.csv',
        rows: [
          ['file', 'label'],
          ['lost.jpg', 'x'],
          ['gone.jpg', 'y'],
        ],
        total: 2,
        matched: 0,
      },
    });
  });
});
