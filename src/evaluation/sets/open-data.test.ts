import { afterEach, describe, expect, test, vi } from 'vitest';
import { SILENCE_SECONDS } from '../../engine/silence.ts';
import { makeTar, makeZip } from '../../testing/make-archives.ts';
import {
  contentsOf as contents,
  givenFile as given,
  openSet,
  pictureBytes,
  textBytes,
} from '../../testing/open-set.ts';
import type { GivenFile } from './found.ts';
import type { DataInput } from './open-data.ts';
import type { EvaluationSet } from './set.ts';

afterEach(() => {
  vi.useRealTimers();
});

const open = (input: DataInput, fetch?: typeof globalThis.fetch): Promise<EvaluationSet> =>
  openSet(input, fetch ? { fetch } : {});

const openFiles = (...files: readonly GivenFile[]): Promise<EvaluationSet> =>
  open({ kind: 'files', files });

const PICTURES = [
  { name: 'set/grey_wolf|timber wolf/1.jpg', data: pictureBytes('first') },
  { name: 'set/grey_wolf|timber wolf/2.png', data: pictureBytes('second') },
  { name: 'set/n01440764/n01440764_10026.JPEG', data: pictureBytes('third') },
];
const EXPECTED = [
  ['1.jpg', 'grey wolf|timber wolf', 'first'],
  ['2.png', 'grey wolf|timber wolf', 'second'],
  ['n01440764_10026.JPEG', 'tench', 'third'],
];

describe('a folder with a subfolder a class', () => {
  const files = PICTURES.map(({ name, data }) => given(name, data));

  test('names its classes by the folders: synonyms apart, ImageNet’s numbers translated', async () => {
    const set = await openFiles(...files);
    expect(await contents(set)).toEqual(EXPECTED);
    expect(set.title).toBe('set');
    expect(set.leftOut).toEqual([]);
  });

  test('gives the same pictures as its zip and its tar', async () => {
    const zip = makeZip(PICTURES.map((file, index) => ({ ...file, deflate: index === 1 })));
    expect(await contents(await openFiles(given('set.zip', zip)))).toEqual(EXPECTED);
    const tar = makeTar(PICTURES);
    expect(await contents(await openFiles(given('set.tar', tar)))).toEqual(EXPECTED);
  });

  test('is the same set when it is opened again, and another one when a picture changed', async () => {
    const [first, again] = [await openFiles(...files), await openFiles(...files)];
    expect(again.identity).toBe(first.identity);
    const changed = await openFiles(
      ...files.slice(1),
      given(PICTURES[0]?.name ?? '', 'longer than before'),
    );
    expect(changed.identity).not.toBe(first.identity);
  });

  test('leaves out what lies beside the class folders, and says it', async () => {
    const set = await openFiles(...files, given('set/alone.jpg'), given('set/notes.txt'));
    expect(set.pictures).toHaveLength(3);
    expect(set.leftOut).toEqual([
      { reason: 'unclassed', count: 1, examples: ['set/alone.jpg'] },
      { reason: 'not-picture', count: 1, examples: ['set/notes.txt'] },
    ]);
  });

  test.each([
    ['nothing at all', [], 'set-empty'],
    ['no picture', [given('a/x.txt')], 'set-empty'],
    ['one class', [given('a/1.jpg'), given('a/2.jpg')], 'set-one-class'],
  ])('with %s cannot be scored', async (_, some, code) => {
    await expect(openFiles(...some)).rejects.toMatchObject({ code });
  });
});

describe('a folder and a table', () => {
  const pictures = ['a.jpg', 'deep/b.jpg', 'c.jpg'].map((name) => given(`set/${name}`));

  test('takes the labels from the table, whatever the folders are called', async () => {
    const table = given('set/labels.csv', 'file,label\na.jpg,"cat, tabby"\nb.jpg,dog\nc.jpg,dog\n');
    expect(await contents(await openFiles(...pictures, table))).toEqual([
      ['a.jpg', 'cat, tabby', 'set/a.jpg'],
      ['b.jpg', 'dog', 'set/deep/b.jpg'],
      ['c.jpg', 'dog', 'set/c.jpg'],
    ]);
  });

  test('orders labels that are numbers by their value', async () => {
    const table = given('set/labels.tsv', 'label\tfile\n10\ta.jpg\n2\tb.jpg\n2\tc.jpg\n');
    const { classes } = await openFiles(...pictures, table);
    expect(classes.map(({ key }) => key)).toEqual(['2', '10']);
  });

  test('says which rows and pictures found no counterpart', async () => {
    const rows = ['a.jpg,cat', 'b.jpg,dog', 'b.jpg,cat', 'lost.jpg,cat', 'c.jpg,'];
    const table = given('set/labels.csv', ['file,label', ...rows].join('\n'));
    const set = await openFiles(...pictures, table);
    expect(set.leftOut).toEqual([
      { reason: 'no-picture', count: 1, examples: ['lost.jpg'] },
      { reason: 'repeated', count: 1, examples: ['b.jpg'] },
      { reason: 'incomplete', count: 1, examples: ['6'] },
      { reason: 'unlabelled', count: 1, examples: ['set/c.jpg'] },
    ]);
    expect(set.pictures).toHaveLength(2);
  });

  test('that name none of each other’s pictures are refused by the table’s name', async () => {
    await expect(
      openFiles(...pictures, given('set/other.csv', 'file,label\nx.jpg,cat\n')),
    ).rejects.toMatchObject({ code: 'set-no-labels', details: { table: 'set/other.csv' } });
  });

  test('a damaged table is refused with its line', async () => {
    await expect(
      openFiles(...pictures, given('set/labels.csv', 'file,label\n"a.jpg,cat\n')),
    ).rejects.toMatchObject({
      code: 'set-bad-table',
      details: { table: 'set/labels.csv', line: 2 },
    });
  });

  test('more labels than memory holds are refused with their number', async () => {
    const many = Array.from({ length: 20_001 }, (_, i) => given(`s/${i}.jpg`, 'x'));
    const rows = many.map((_, i) => `${i}.jpg,label ${i}`);
    await expect(
      openFiles(...many, given('s/labels.csv', ['file,label', ...rows].join('\n'))),
    ).rejects.toMatchObject({ code: 'set-too-many-classes', details: { count: 20_001 } });
  });
});

describe('an archive', () => {
  test('with a path that leaves the folder is not read at all', async () => {
    const files = [...PICTURES, { name: '../../evil/3.jpg', data: pictureBytes('x') }];
    for (const file of [given('a.zip', makeZip(files)), given('a.tar', makeTar(files))]) {
      await expect(openFiles(file)).rejects.toMatchObject({ code: 'archive-unsafe-name' });
    }
  });

  test('cut in half is refused', async () => {
    for (const [name, whole] of [
      ['a.zip', makeZip(PICTURES)],
      ['a.tar', makeTar(PICTURES)],
    ] as const) {
      const half = whole.slice(0, whole.length / 2);
      await expect(openFiles(given(name, half))).rejects.toMatchObject({
        code: 'archive-truncated',
      });
    }
  });

  test('with a picture that claims gigabytes leaves that one out and says it', async () => {
    const claims = { size: 3_000_000_000, compressedSize: 1, method: 8 };
    const bomb = { name: 'set/n01440764/bomb.jpg', data: pictureBytes('x'), claims };
    const set = await openFiles(given('a.zip', makeZip([...PICTURES, bomb])));
    expect(await contents(set)).toEqual(EXPECTED);
    expect(set.leftOut).toEqual([
      { reason: 'too-large', count: 1, examples: ['set/n01440764/bomb.jpg'] },
    ]);
  });

  test('whose picture unpacks to more than it claims stops there', async () => {
    const data = new Uint8Array(1_000_000);
    data.set(pictureBytes(''));
    const liar = { name: 'a/1.jpg', data, deflate: true, claims: { size: 10 } };
    const set = await openFiles(
      given('a.zip', makeZip([liar, { name: 'b/2.jpg', data: pictureBytes('x') }])),
    );
    const { signal } = new AbortController();
    await expect(set.pictures[0]?.read(signal)).rejects.toMatchObject({ code: 'archive-invalid' });
  });
});

describe('WebDataset shards', () => {
  const shard = (...samples: readonly (readonly [key: string, cls: string])[]) =>
    makeTar(
      samples.flatMap(([key, cls]) => {
        const picture = { name: `${key}.jpg`, data: pictureBytes(`picture ${key}`) };
        return cls === '' ? [picture] : [picture, { name: `${key}.cls`, data: textBytes(cls) }];
      }),
    );

  test('take the class from the number beside each picture', async () => {
    const set = await openFiles(given('0.tar', shard(['s0', '3'], ['s1', '12\n'], ['s2', ''])));
    expect(await contents(set)).toEqual([
      ['s0.jpg', '3', 'picture s0'],
      ['s1.jpg', '12', 'picture s1'],
    ]);
    expect(set.leftOut).toMatchObject([{ reason: 'unclassed', count: 1 }]);
  });

  test('of the same names stay apart, and a list names every class, seen or not', async () => {
    const set = await openFiles(
      given('0.tar', shard(['s0', '0'])),
      given('1.tar', shard(['s0', '2'])),
      given('classnames.txt', 'tench\ngoldfish\ngreat white shark\n'),
    );
    expect(set.classes.map(({ names }) => names[0])).toEqual([
      'tench',
      'goldfish',
      'great white shark',
    ]);
    expect(set.pictures.map(({ name, trueClass }) => [name, trueClass])).toEqual([
      ['0.tar/s0.jpg', 0],
      ['1.tar/s0.jpg', 2],
    ]);
  });

  test('come from a server with the names beside them', async () => {
    const files: Record<string, BodyInit> = {
      'https://data.test/cifar/test/0.tar': shard(['s0', '1'], ['s1', '0']),
      'https://data.test/cifar/classnames.txt': 'airplane\nautomobile',
    };
    const fetch = ((url: URL | string) => {
      const body = files[String(url)];
      return Promise.resolve(new Response(body ?? '', { status: body ? 200 : 404 }));
    }) as typeof globalThis.fetch;
    const set = await open({ kind: 'url', url: 'https://data.test/cifar/test/0.tar' }, fetch);
    expect(await contents(set)).toEqual([
      ['s1.jpg', 'airplane', 'picture s1'],
      ['s0.jpg', 'automobile', 'picture s0'],
    ]);
    await expect(
      open({ kind: 'url', url: 'https://data.test/missing.tar' }, fetch),
    ).rejects.toMatchObject({ code: 'download-status', details: { status: 404 } });
    await expect(open({ kind: 'url', url: 'https://data.test/x.tar' })).rejects.toMatchObject({
      code: 'download-failed',
    });
  });

  /** A set on a server that answers for the shard, and for the names beside it as told. */
  const openWithNames = (names: () => Promise<Response>): Promise<EvaluationSet> =>
    open({ kind: 'url', url: 'https://data.test/cifar/test/0.tar' }, ((url: string) =>
      url.endsWith('.tar')
        ? Promise.resolve(new Response(shard(['s0', '1'], ['s1', '0'])))
        : names()) as typeof globalThis.fetch);

  test('keep their numbers where the names beside them are refused', async () => {
    const set = await openWithNames(() => Promise.reject(new TypeError('blocked')));
    expect(await contents(set)).toEqual([
      ['s1.jpg', '0', 'picture s1'],
      ['s0.jpg', '1', 'picture s0'],
    ]);
  });

  test('of the sample shelf are given up where they stop coming, and passed over where they are missing', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const samples = ['cat', 'dog'].map((en) => ({ file: `${en}.webp`, en, zh: en }));
    const started = (stream: ReadableStreamDefaultController) => stream.enqueue(new Uint8Array(9));
    const set = await openSet(
      { kind: 'samples', samples, title: 'samples' },
      {
        fetch: (async (url: string) =>
          url.endsWith('cat.webp')
            ? new Response(new ReadableStream({ start: started }))
            : new Response('none', { status: 404 })) as typeof globalThis.fetch,
      },
    );
    const [cat, dog] = set.pictures;
    const { signal } = new AbortController();
    expect((await dog?.read(signal))?.size).toBe(0);
    await Promise.all([
      expect(cat?.read(signal)).rejects.toMatchObject({ code: 'download-silent' }),
      vi.advanceTimersByTimeAsync(SILENCE_SECONDS * 1000),
    ]);
  });

  test('are given up where the names beside them never come', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const set = openWithNames(() => new Promise(() => undefined));
    await Promise.all([
      expect(set).rejects.toMatchObject({
        code: 'download-silent',
        details: { url: 'https://data.test/cifar/classnames.txt' },
      }),
      vi.advanceTimersByTimeAsync(SILENCE_SECONDS * 1000),
    ]);
  });
});
