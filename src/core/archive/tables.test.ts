import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDelimited } from './delimited.ts';
import { groupByFolder, wordNetIdOf } from './folder-classes.ts';
import { readLabelTable } from './label-table.ts';
import { isArchiveError } from '../errors.ts';
import { safeEntryName } from './entry-name.ts';

describe('delimited text', () => {
  test.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      '\ufeffa,b\n\nc,\n',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    [
      '"a ""b"", c",d\r"two\r\nlines",e',
      [
        ['a "b", c', 'd'],
        ['two\r\nlines', 'e'],
      ],
    ],
    ['a,b,', [['a', 'b', '']]],
    ['"",x', [['', 'x']]],
    ['a\tb,c\n', [['a', 'b,c']]],
    ['a;b c\n', [['a', 'b c']]],
    ['"a;b",c\n', [['a;b', 'c']]],
    ['', []],
  ])('%j', (input, rows) => {
    expect(parseDelimited(input)).toEqual(rows);
  });

  test('whatever is written with quotes is read back', () => {
    const field = fc.string({
      unit: fc.constantFrom('a', 'ä', '"', ',', '\n', '\r', ' ', '\t', ';'),
    });
    const row = fc.array(field, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(
        fc.array(row),
        fc.constantFrom(',' as const, '\t' as const, ';' as const),
        (rows, delimiter) => {
          const quoted = rows.map((fields) =>
            fields.map((f) => `"${f.replaceAll('"', '""')}"`).join(delimiter),
          );
          expect(parseDelimited(quoted.join('\r\n'), delimiter)).toEqual(rows);
        },
      ),
    );
  });

  test.each([
    ['a,b\n"c\nd,e', 2],
    ['a,"b" c', 1],
    ['"a\nb",c\nd,"e"f', 3],
  ])('%j is refused with line %i', (input, line) => {
    expect(() => parseDelimited(input, ',')).toThrow(
      expect.objectContaining({
        code: 'archive-invalid',
        details: expect.objectContaining({ line }),
      }),
    );
  });

  test('more rows than the bound are refused', () => {
    expect(() => parseDelimited('a,b\n'.repeat(3), ',', 2)).toThrow(
      expect.objectContaining({ code: 'archive-too-large' }),
    );
  });
});

describe('label table', () => {
  test('without a heading the first two columns are file and label', () => {
    expect(readLabelTable('a.jpg,cat\nb.jpg,"dog, big"\nc.jpg\n,x\n')).toEqual({
      rows: [
        { file: 'a.jpg', label: 'cat' },
        { file: 'b.jpg', label: 'dog, big' },
      ],
      incomplete: [3, 4],
    });
  });

  test('a heading says which columns are meant', () => {
    expect(readLabelTable('id\tLabel\tFilename\n1\tcat\ta.jpg\n2\t\tb.jpg\n')).toEqual({
      rows: [{ file: 'a.jpg', label: 'cat' }],
      incomplete: [3],
    });
  });

  test('one column is no table', () => {
    expect(() => readLabelTable('just text')).toThrow(
      expect.objectContaining({ code: 'archive-invalid' }),
    );
    expect(() => readLabelTable('')).toThrow(expect.objectContaining({ code: 'archive-invalid' }));
  });
});

describe('folders as classes', () => {
  const names = (paths: readonly string[]) =>
    groupByFolder(paths).classes.map(({ folder, pictures }) => [folder, pictures]);

  test('the folder below what all share is the class, whatever lies deeper', () => {
    expect(names(['set/val/dog/1.jpg', 'set/val/cat/2020/2.jpg', 'set/val/cat/3.png'])).toEqual([
      ['cat', [1, 2]],
      ['dog', [0]],
    ]);
  });

  test('one folder alone is one class', () => {
    expect(names(['set/cat/1.jpg', 'set/cat/2.jpg'])).toEqual([['cat', [0, 1]]]);
  });

  test('pictures beside the folders belong to none', () => {
    expect(groupByFolder(['s/0.jpg', 's/a/1.jpg', 's/b/2.jpg'])).toMatchObject({
      classes: [
        { folder: 'a', pictures: [1] },
        { folder: 'b', pictures: [2] },
      ],
      unclassed: [0],
    });
  });

  test('pictures without any folder have no class', () => {
    expect(groupByFolder(['1.jpg', '2.jpg'])).toMatchObject({ classes: [], unclassed: [0, 1] });
    expect(groupByFolder([])).toEqual({ classes: [], unclassed: [] });
  });

  test("ImageNet's folders and file names carry its numbers", () => {
    const folders = groupByFolder([
      'val/n01443537/x.JPEG',
      'val/n01440764/y.JPEG',
      'val/cat/z.JPEG',
    ]);
    expect(folders.classes.map(({ wordNetId }) => wordNetId)).toEqual([
      null,
      'n01440764',
      'n01443537',
    ]);
    expect(
      names(['flat/n01443537_1.JPEG', 'flat/n01440764_10026.JPEG', 'flat/n01443537_2.JPEG']),
    ).toEqual([
      ['n01440764', [1]],
      ['n01443537', [0, 2]],
    ]);
    expect(names(['flat/n01443537_1.JPEG', 'flat/other.JPEG'])).toEqual([['flat', [0, 1]]]);
  });

  test.each([
    ['n01440764', 'n01440764'],
    ['n01440764_10026.JPEG', 'n01440764'],
    ['ILSVRC2012_val_00000001_n01751748.JPEG', 'n01751748'],
    ['n014407641', null],
    ['cat', null],
  ])('%s carries %s', (name, id) => {
    expect(wordNetIdOf(name)).toBe(id);
  });
});

/** The path that a name is taken for; an empty one where it is refused. */
function acceptedName(name: string): string {
  try {
    return safeEntryName(name);
  } catch (error) {
    if (isArchiveError(error) && error.code === 'archive-unsafe-name') return '';
    throw error;
  }
}

describe('names in archives', () => {
  test.each([
    ['a/b.jpg', 'a/b.jpg'],
    ['./a//./b.jpg', 'a/b.jpg'],
    ['a\\b.jpg', 'a/b.jpg'],
    ['a..b/..c', 'a..b/..c'],
    ['a/', 'a'],
    ['./', ''],
    ['', ''],
  ])('%j is %j', (name, path) => {
    expect(safeEntryName(name)).toBe(path);
  });

  test('a drive is refused behind a dot, too', () => {
    expect(() => safeEntryName('./C:')).toThrow(/absolute path/);
  });

  test('a name that is accepted stays below the folder, however it is made up', () => {
    const name = fc
      .array(fc.constantFrom('a', '.', '..', '/', '\\', 'C:', ' ', '\u0001'), { maxLength: 12 })
      .map((p) => p.join(''));
    fc.assert(
      fc.property(name, (made) => {
        const path = acceptedName(made);
        expect(new URL(`file:///root/${path.replaceAll(' ', '_')}`).pathname).toMatch(/^\/root\//);
        expect(safeEntryName(path)).toBe(path);
      }),
    );
  });
});
