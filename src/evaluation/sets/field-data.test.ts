import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { goldenBytes } from '../../testing/golden.ts';
import { makeTar, makeZip } from '../../testing/make-archives.ts';
import {
  countsOf,
  givenFile as given,
  openSet,
  type OpenOptions,
  pictureBytes,
  textBytes,
} from '../../testing/open-set.ts';
import type { EvaluationSet } from './set.ts';

const field = (path: string): Uint8Array<ArrayBuffer> => goldenBytes(`field/${path}`);

const openBytes = (
  name: string,
  data: Uint8Array<ArrayBuffer>,
  options?: OpenOptions,
): Promise<EvaluationSet> => openSet({ kind: 'files', files: [given(name, data)] }, options);

/** A file of the field, opened by its own name. */
const openField = (path: string, options?: OpenOptions): Promise<EvaluationSet> =>
  openBytes(path.split('/').at(-1) ?? path, field(path), options);

const reasons = ({ leftOut }: EvaluationSet): Record<string, number> =>
  Object.fromEntries(leftOut.map(({ reason, count }) => [reason, count]));

const zipOf = (...names: readonly string[]): Uint8Array<ArrayBuffer> =>
  makeZip(names.map((name) => ({ name, data: pictureBytes(name) })));

const APPLES = { apple: 2, leaf: 2 };

describe('train, val and test above the classes', () => {
  test('are splits: test is measured, the others can be chosen', async () => {
    const set = await openField('40-train-val-test-above-classes/dataset.zip');
    expect(countsOf(set)).toEqual({ apple: 2, leaf: 2, sea: 2 });
    expect(set.reading).toMatchObject({
      split: 'test',
      splits: [
        { name: 'train', pictures: 9 },
        { name: 'val', pictures: 6 },
        { name: 'test', pictures: 6 },
      ],
    });
    expect(reasons(set)).toEqual({ 'other-split': 15 });
    const train = await openField('40-train-val-test-above-classes/dataset.zip', {
      choices: { split: 'train' },
    });
    expect(countsOf(train)).toEqual({ apple: 3, leaf: 3, sea: 3 });
    const all = await openField('40-train-val-test-above-classes/dataset.zip', {
      choices: { split: null },
    });
    expect(countsOf(all)).toEqual({ apple: 7, leaf: 7, sea: 7 });
  });

  test.each([
    [
      'capitals, without a test part',
      ['x/Train/a/1.png', 'x/Train/b/2.png', 'x/Valid/a/3.png', 'x/Valid/b/4.png'],
      'Valid',
      { a: 1, b: 1 },
    ],
    [
      'years',
      ['train2017/a/1.png', 'train2017/b/2.png', 'val2017/a/3.png', 'val2017/b/4.png'],
      'val2017',
      { a: 1, b: 1 },
    ],
    [
      'splits below the classes',
      ['s/a/train/1.png', 's/b/train/2.png', 's/a/test/3.png', 's/b/test/4.png'],
      'test',
      { a: 1, b: 1 },
    ],
    [
      'a test part without classes',
      ['s/train/a/1.png', 's/train/b/2.png', 's/test/3.png', 's/test/4.png'],
      'train',
      { a: 1, b: 1 },
    ],
  ])('%s', async (_, names, split, counts) => {
    const set = await openBytes('s.zip', zipOf(...names));
    expect(set.reading.split).toBe(split);
    expect(countsOf(set)).toEqual(counts);
  });

  test.each([
    ['one such folder alone', ['train/a/1.png', 'train/b/2.png'], { a: 1, b: 1 }],
    ['a class of that name', ['s/train/1.png', 's/bus/2.png'], { bus: 1, train: 1 }],
  ])('%s splits nothing', async (_, names, counts) => {
    const set = await openBytes('s.zip', zipOf(...names));
    expect(set.reading.splits).toEqual([]);
    expect(countsOf(set)).toEqual(counts);
  });
});

describe('what systems leave beside pictures', () => {
  test('Icon with a carriage return, .DS_Store and __MACOSX are passed over and counted', async () => {
    const set = await openField('41-macos-icon-cr/set.zip');
    expect(countsOf(set)).toEqual(APPLES);
    expect(reasons(set)).toEqual({ system: 4 });
  });

  test('in a tar archive and in a folder too, with the folders of storage servers', async () => {
    const names = [
      's/a/1.png',
      's/b/2.png',
      's/Icon\r',
      's/a/@eaDir/1.png/SYNOFILE_THUMB_M.png',
      's/.hidden/a/3.png',
      's/Thumbs.db',
      's/a/desktop.ini',
    ];
    const tar = makeTar(names.map((name) => ({ name, data: pictureBytes(name) })));
    for (const set of [
      await openBytes('s.tar', tar),
      await openSet({ kind: 'files', files: names.map((name) => given(name, pictureBytes(name))) }),
    ]) {
      expect(countsOf(set)).toEqual({ a: 1, b: 1 });
      expect(reasons(set)).toEqual({ system: 5 });
    }
  });
});

describe('names in old character sets', () => {
  const CHINESE = { 叶子: 2, 大海: 2, 苹果: 2 };

  test.each(['zh', 'en'])('GBK is told by what it holds, for a reader of %s', async (language) => {
    const set = await openField('42-gbk-names-in-zip/windows-zh.zip', { language });
    expect(countsOf(set)).toEqual(CHINESE);
    expect(set.reading.charset?.used).toBe('gb18030');
  });

  test('another one can be chosen, with how a name looks in it', async () => {
    const set = await openField('42-gbk-names-in-zip/windows-zh.zip', {
      choices: { charset: 'cp437' },
    });
    expect(Object.keys(countsOf(set))).toEqual(['┤≤║ú', '╞╗╣√', '╥╢╫╙']);
    const samples = set.reading.charset?.samples ?? [];
    expect(samples.find(({ charset }) => charset === 'gb18030')?.text).toBe('数据/苹果/0.png');
  });

  test('the Unicode path field counts where its checksum is that of the name', async () => {
    const path = '42-gbk-names-in-zip/with-unicode-path-field.zip';
    const set = await openField(path);
    expect(countsOf(set)).toEqual(CHINESE);
    expect(set.reading.charset).toBeNull();
    // With another checksum the field is of another name, and is not believed.
    const forged = field(path);
    for (let at = 0; at < forged.length - 9; at++) {
      const found = forged[at] === 0x75 && forged[at + 1] === 0x70 && forged[at + 4] === 1;
      if (found) forged[at + 5] = (forged[at + 5] ?? 0) ^ 1;
    }
    const other = await openBytes('x.zip', forged, { choices: { charset: 'cp437' } });
    expect(Object.keys(countsOf(other))).toEqual(['┤≤║ú', '╞╗╣√', '╥╢╫╙']);
  });

  /** A zip archive whose names are these bytes. */
  const zipOfBytes = (names: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> => {
    const stands = names.map((name, index) => String.fromCharCode(65 + index).repeat(name.length));
    const zip = makeZip(stands.map((name) => ({ name, data: pictureBytes(name) })));
    const text = Buffer.from(zip).toString('latin1');
    names.forEach((name, index) => {
      const stand = stands[index] ?? '';
      for (let at = text.indexOf(stand); at >= 0; at = text.indexOf(stand, at + 1)) {
        const behind =
          text.slice(at - 46, at - 42) === 'PK\x01\x02' ||
          text.slice(at - 30, at - 26) === 'PK\x03\x04';
        if (behind) zip.set(name, at);
      }
    });
    return zip;
  };
  const ascii = (text: string): number[] => [...textBytes(text)];

  test.each([
    // The bytes are those of Python's codecs.
    [
      'Shift-JIS',
      [
        [0x82, 0xe8, 0x82, 0xf1, 0x82, 0xb2, ...ascii('/1.png')],
        [0x97, 0x74, 0x82, 0xc1, 0x82, 0xcf, ...ascii('/2.png')],
      ],
      ['りんご', '葉っぱ'],
    ],
    [
      'code page 437',
      [
        [...ascii('Bl'), 0x84, ...ascii('tter/1.png')],
        [0x8e, ...ascii('pfel/2.png')],
      ],
      ['Blätter', 'Äpfel'],
    ],
    [
      'code page 437 with letters that a pair could begin with',
      [
        [0x8e, ...ascii('pfel/1.png')],
        [0x94, ...ascii('l/2.png')],
      ],
      ['Äpfel', 'öl'],
    ],
    [
      'Windows-1252',
      [
        [...ascii('Bl'), 0xe4, ...ascii('tter/1.png')],
        [...ascii('Br'), 0xf6, ...ascii('tchen/2.png')],
      ],
      ['Blätter', 'Brötchen'],
    ],
    [
      'Big5',
      [
        [0xc4, 0xab, 0xaa, 0x47, ...ascii('/1.png')],
        [0xb8, 0xad, 0xa4, 0x6c, ...ascii('/2.png')],
      ],
      ['葉子', '蘋果'],
    ],
    [
      'EUC-KR',
      [
        [0xbb, 0xe7, 0xb0, 0xfa, ...ascii('/1.png')],
        [0xb3, 0xaa, 0xb9, 0xb5, 0xc0, 0xd9, ...ascii('/2.png')],
      ],
      ['나뭇잎', '사과'],
    ],
    [
      'code page 866',
      [
        [0x9f, 0xa1, 0xab, 0xae, 0xaa, 0xae, ...ascii('/1.png')],
        [0x8b, 0xa8, 0xe1, 0xe2, ...ascii('/2.png')],
      ],
      ['Лист', 'Яблоко'],
    ],
  ])('%s', async (_, names, classes) => {
    const set = await openBytes('x.zip', zipOfBytes(names));
    expect(Object.keys(countsOf(set)).toSorted()).toEqual(classes.toSorted());
  });
});

describe('Unicode’s two forms of a letter', () => {
  test('a table in one form finds pictures in the other', async () => {
    const set = await openField('43-nfd-names-nfc-table/set.zip');
    expect(countsOf(set)).toEqual({ café: 2, über: 2 });
  });

  test('a folder in both forms is one class', async () => {
    const names = ['café'.normalize('NFD'), 'café', 'über'.normalize('NFD'), 'über'];
    const set = await openBytes('s.zip', zipOf(...names.map((name, i) => `s/${name}/${i}.png`)));
    expect(countsOf(set)).toEqual({ café: 2, über: 2 });
  });
});

describe('WebDataset and CLIP_benchmark', () => {
  const packed = field('49-other-archives/set.tgz');
  const shard = new Uint8Array(gunzipSync(packed));
  const picture = pictureBytes('x');
  const wds = (extension: string, label: (index: number) => string, image = 'jpg') =>
    makeTar(
      [0, 1, 2, 3].flatMap((index) => [
        { name: `s${index}.${image}`, data: picture },
        { name: `s${index}.${extension}`, data: textBytes(label(index >> 1)) },
      ]),
    );
  const LABELS = ['apple', 'leaf'];

  test.each([
    ['numbers in .cls', 'x.tar', shard, { 0: 2, 1: 2 }],
    ['.tgz', 'set.tgz', packed, { 0: 2, 1: 2 }],
    ['.tar.gz', 'set.tar.gz', packed, { 0: 2, 1: 2 }],
    ['names in .cls', 'x.tar', wds('cls', (i) => LABELS[i] ?? ''), APPLES],
    [
      '.json with a label and its name',
      'x.tar',
      wds('json', (i) => JSON.stringify({ label: i, label_name: LABELS[i] })),
      APPLES,
    ],
    ['.json with a label', 'x.tar', wds('json', (i) => `{"label": ${i}}`), { 0: 2, 1: 2 }],
    ['.txt', 'x.tar', wds('txt', (i) => `${LABELS[i]}\n`), APPLES],
    ['names of two parts', 'x.tar', wds('label.cls', String, 'image.png'), { 0: 2, 1: 2 }],
    ['pictures called .image', 'x.tar', wds('cls', String, 'image'), { 0: 2, 1: 2 }],
    ['pictures called .img', 'x.tar', wds('cls', String, 'img'), { 0: 2, 1: 2 }],
  ])('%s', async (_, name, data, counts) => {
    const set = await openBytes(name, data);
    expect(countsOf(set)).toEqual(counts);
    expect(set.leftOut).toEqual([]);
  });

  test('names inside the archive name the numbers', async () => {
    const names = [{ name: 'classnames.txt', data: textBytes('apple\nleaf\n') }];
    const files = ['0', '1'].flatMap((number, index) => [
      { name: `s${index}.jpg`, data: picture },
      { name: `s${index}.cls`, data: textBytes(number) },
    ]);
    for (const [name, data] of [
      ['x.tar', makeTar([...files, ...names])],
      ['x.zip', makeZip([...files, ...names])],
    ] as const) {
      expect(countsOf(await openBytes(name, data))).toEqual({ apple: 1, leaf: 1 });
    }
  });

  test('a published folder gives its test part, its names and its templates', async () => {
    const train = makeTar([
      { name: 'r0.jpg', data: picture },
      { name: 'r0.cls', data: textBytes('2') },
    ]);
    const files = [
      given('wds_fruit/classnames.txt', 'apple\nleaf\nsea\n'),
      given(
        'wds_fruit/zeroshot_classification_templates.txt',
        'a fruit photo of {c}.\nan image of {c}.\n',
      ),
      given('wds_fruit/test/0.tar', shard),
      given('wds_fruit/test/nshards.txt', '1'),
      given('wds_fruit/train/0.tar', train),
      given('wds_fruit/train/nshards.txt', '1'),
    ];
    const set = await openSet({ kind: 'files', files });
    expect(countsOf(set)).toEqual({ apple: 2, leaf: 2, sea: 0 });
    expect(set.reading).toMatchObject({
      split: 'test',
      templates: ['a fruit photo of {label}.', 'an image of {label}.'],
    });
    expect(reasons(set)).toEqual({ 'other-split': 1, 'not-picture': 2 });
  });

  test('captions in .txt are no classes', async () => {
    const files = [0, 1, 2, 3].flatMap((index) => [
      { name: `s${index}.jpg`, data: picture },
      { name: `s${index}.txt`, data: textBytes(`a caption, number ${index}`) },
    ]);
    await expect(openBytes('x.tar', makeTar(files))).rejects.toMatchObject({ code: 'set-empty' });
  });
});

describe('zip archives as programs write them', () => {
  test.each(['count-says-6-of-12', 'honest'])('%s holds twelve pictures', async (name) => {
    const set = await openField(`51-zip-count-field-wraps/${name}.zip`);
    expect(countsOf(set)).toEqual({ apple: 4, leaf: 4, sea: 4 });
  });

  test('65,542 pictures, counted modulo 65,536 as macOS does, are all there', async () => {
    const data = pictureBytes('x');
    const files = Array.from({ length: 65_542 }, (_, i) => ({
      name: `s/${i % 7 === 0 ? 'test' : 'train'}/c${i % 2}/${i}.png`,
      data,
    }));
    const set = await openBytes('x.zip', makeZip(files));
    // A seventh of them, every other one in each class.
    expect(countsOf(set)).toEqual({ c0: 4682, c1: 4682 });
    expect(reasons(set)).toEqual({ 'other-split': 65_542 - 9364 });
  });

  test('of a name twice the last file counts, and it is said', async () => {
    const set = await openField('46-zip-structure/same-name-twice.zip');
    expect(countsOf(set)).toEqual(APPLES);
    expect(reasons(set)).toEqual({ replaced: 1 });
    const twice = makeZip([
      { name: 'a/1.png', data: pictureBytes('old') },
      { name: 'b/1.png', data: pictureBytes('x') },
      { name: 'a/1.png', data: pictureBytes('new') },
    ]);
    const [first] = (await openBytes('x.zip', twice)).pictures;
    const blob = await first?.read(new AbortController().signal);
    expect(await blob?.slice(8).text()).toBe('new');
  });

  test('a packing that no browser knows is said before a run', async () => {
    await expect(openField('46-zip-structure/lzma-packed.zip')).rejects.toMatchObject({
      code: 'set-packed',
      details: { count: 4, packing: 'LZMA' },
    });
    const mixed = makeZip([
      ...['a/1.png', 'b/2.png'].map((name) => ({ name, data: pictureBytes(name) })),
      { name: 'a/3.png', data: pictureBytes('3'), claims: { method: 93 } },
      { name: 'b/4.png', data: pictureBytes('4'), claims: { flags: 1 } },
    ]);
    const set = await openBytes('x.zip', mixed);
    expect(countsOf(set)).toEqual({ a: 1, b: 1 });
    expect(reasons(set)).toEqual({ packed: 2 });
  });
});

describe('what a picture is', () => {
  test('is told by its first bytes, whatever its name', async () => {
    const set = await openField('47-extensions-left-out/jfif-and-jpe.zip');
    expect(countsOf(set)).toEqual({ apple: 3, leaf: 3 });
    expect(set.leftOut).toEqual([]);
    const bare = await openBytes('x.zip', zipOf('a/1', 'a/2', 'b/3.dat', 'b/4.tmp'));
    expect(countsOf(bare)).toEqual({ a: 2, b: 2 });
  });

  test('HEIC is used where the browser reads it, and said where it does not', async () => {
    const path = '47-extensions-left-out/heic-beside-jpg.zip';
    const set = await openField(path);
    expect(countsOf(set)).toEqual({ apple: 1, leaf: 1 });
    expect(set.leftOut).toEqual([
      {
        reason: 'refused',
        count: 2,
        examples: ['apple/IMG_1.HEIC (HEIC)', 'leaf/IMG_2.HEIC (HEIC)'],
      },
    ]);
    expect(countsOf(await openField(path, { decodes: true }))).toEqual(APPLES);
  });

  test('what is only called one is counted: empty, a web page, a text', async () => {
    const files = [
      ...['a/1.png', 'b/2.png'].map((name) => ({ name, data: pictureBytes(name) })),
      { name: 'a/3.png', data: new Uint8Array() },
      { name: 'b/4.jpg', data: textBytes('<!doctype html><title>404</title>'), deflate: true },
    ];
    const set = await openBytes('x.zip', makeZip(files));
    expect(countsOf(set)).toEqual({ a: 1, b: 1 });
    expect(set.leftOut).toEqual([{ reason: 'broken', count: 2, examples: ['a/3.png', 'b/4.jpg'] }]);
  });
});

describe('names of classes', () => {
  test.each([
    ['48-class-names/camel-case.zip', ['annual crop', 'herbaceous vegetation', 'sea lake']],
    ['48-class-names/comma-in-folder.zip', ['Smith, John', 'black, white cat']],
  ])('%s', async (path, names) => {
    expect(Object.keys(countsOf(await openField(path)))).toEqual(names);
  });

  test('folders that are numbers are named by a list', async () => {
    const zip = makeZip([
      { name: 's/0/1.png', data: pictureBytes('1') },
      { name: 's/1/2.png', data: pictureBytes('2') },
      { name: 's/classes.txt', data: textBytes('0 apple\n1 leaf\n') },
    ]);
    expect(countsOf(await openBytes('s.zip', zip))).toEqual({ apple: 1, leaf: 1 });
  });
});

describe('archives of other kinds', () => {
  const HEADS = {
    '7z': [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c],
    rar: [0x52, 0x61, 0x72, 0x21, 0x1a, 7],
    bzip2: [0x42, 0x5a, 0x68, 0x39],
    xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
    zstd: [0x28, 0xb5, 0x2f, 0xfd],
  };
  test.each([
    ['set.7z', '7z'],
    ['set.rar', 'rar'],
    ['set.tar.bz2', 'bzip2'],
    ['set.tar.xz', 'xz'],
    ['set.tar.zst', 'zstd'],
    // By its bytes, not by what it is called.
    ['set.zip', 'rar'],
  ] as const)('%s is named as %s', async (name, kind) => {
    await expect(openBytes(name, Uint8Array.from(HEADS[kind]))).rejects.toMatchObject({
      code: 'set-foreign-archive',
      details: { name, kind },
    });
  });

  test('beside others it costs itself only', async () => {
    const files = [
      given('a.zip', zipOf('a/1.png', 'b/2.png')),
      given('c.7z', Uint8Array.from(HEADS['7z'])),
    ];
    const set = await openSet({ kind: 'files', files });
    expect(countsOf(set)).toEqual({ a: 1, b: 1 });
    expect(reasons(set)).toEqual({ archive: 1 });
  });

  test.each([
    ['parts of one set', { 'p1.zip': ['set/a/1.png'], 'p2.zip': ['set/b/1.png'] }],
    ['an archive a class', { 'a.zip': ['1.png'], 'b.zip': ['1.png'] }],
    [
      'an archive a class, with a folder inside',
      { 'a.zip': ['img/1.png'], 'b.zip': ['img/1.png'] },
    ],
  ])('several archives: %s', async (_, archives) => {
    const zips = Object.entries(archives).map(([name, names]) => ({ name, data: zipOf(...names) }));
    const files = zips.map(({ name, data }) => given(name, data));
    expect(countsOf(await openSet({ kind: 'files', files }))).toEqual({ a: 1, b: 1 });
    for (const deflate of [false, true]) {
      const outer = makeZip(zips.map(({ name, data }) => ({ name, data, deflate })));
      expect(countsOf(await openBytes('outer.zip', outer))).toEqual({ a: 1, b: 1 });
    }
  });

  test('train.zip beside test.tar: splits', async () => {
    const test = makeTar(
      ['a/1.png', 'b/2.png'].map((name) => ({ name, data: pictureBytes(name) })),
    );
    const files = [
      given('train.zip', zipOf('a/1.png', 'a/2.png', 'b/3.png')),
      given('test.tar', test),
    ];
    const set = await openSet({ kind: 'files', files });
    expect(set.reading.split).toBe('test');
    expect(countsOf(set)).toEqual({ a: 1, b: 1 });
  });

  test('an archive in itself ends, and a damaged one inside costs itself only', async () => {
    let inner = zipOf('a/1.png', 'b/2.png');
    for (let depth = 0; depth < 8; depth++) inner = makeZip([{ name: 'x.zip', data: inner }]);
    await expect(openBytes('deep.zip', inner)).rejects.toMatchObject({
      code: 'set-foreign-archive',
    });
    const damaged = { name: 'c.zip', data: zipOf('c/1.png').slice(0, 40) };
    const zip = makeZip([
      ...['a/1.png', 'b/2.png'].map((name) => ({ name, data: pictureBytes(name) })),
      damaged,
    ]);
    expect(reasons(await openBytes('x.zip', zip))).toEqual({ archive: 1 });
  });

  test('a packed tar archive that is cut off is refused', async () => {
    const half = field('49-other-archives/set.tgz').slice(0, 300);
    await expect(openBytes('set.tgz', half)).rejects.toMatchObject({ code: 'archive-invalid' });
  });
});
