import { describe, expect, test } from 'vitest';
import { readPickle } from './pickle-reader.ts';
import { isKind, type PickleValue } from './pickle-value.ts';
import { readTorchPickle } from './torch-pickle.ts';

/** A pickle written down as text, one character a byte. */
const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const RULES = {
  globals: new Set(['known.name']),
  call: () => ({ kind: 'made', made: { called: true } }) as const,
  persistent: (id: PickleValue) => id,
};
const read = (text: string) => readPickle(bytes(text), RULES);

describe('values', () => {
  test.each([
    ['N.', null],
    ['\x88.', true],
    ['\x89.', false],
    ['K\xff.', 255],
    ['M\x01\x02.', 513],
    ['J\xff\xff\xff\xff.', -1],
    ['\x8a\x00.', 0],
    ['\x8a\x01\x80.', -128],
    ['\x8a\x02\x80\x00.', 128],
    ['\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01.', 2n ** 64n],
    ['G\x3f\xf8\x00\x00\x00\x00\x00\x00.', 1.5],
    ['X\x03\x00\x00\x00a\xc3\xa9.', 'aé'],
  ])('%j', (text, value) => {
    expect(read(`\x80\x02${text}`)).toEqual(value);
  });

  test('tuples, lists and dicts', () => {
    expect(read('(K\x01(K\x02K\x03tt.')).toEqual({
      kind: 'tuple',
      items: [1, { kind: 'tuple', items: [2, 3] }],
    });
    expect(read('](K\x01K\x02eK\x03a.')).toEqual({ kind: 'list', items: [1, 2, 3] });
    const dict = read('}(K\x01K\x02X\x01\x00\x00\x00aNuK\x05\x88s.');
    expect(isKind(dict, 'dict') && [...dict.entries]).toEqual([
      [1, 2],
      ['a', null],
      [5, true],
    ]);
  });

  test('what was kept is the same thing when it is recalled', () => {
    const value = read(']q\x07h\x07\x86.');
    if (!isKind(value, 'tuple')) throw new Error('That is no tuple.');
    expect(value.items[0]).toBe(value.items[1]);
  });

  test('names that are known stand for themselves, calls for what the rules make of them', () => {
    expect(read('cknown\nname\n.')).toEqual({ kind: 'global', name: 'known.name' });
    expect(read('cknown\nname\n)R.')).toEqual({ kind: 'made', made: { called: true } });
  });

  test('a list that holds itself, and doubling forty times over, cost nothing', () => {
    expect(isKind(read(']q\x00h\x00a.'), 'list')).toBe(true);
    expect(isKind(read(`]${'q\x00h\x00\x86'.repeat(40)}.`), 'tuple')).toBe(true);
  });
});

describe('protocols 3 to 5', () => {
  test.each([
    ['\x8c\x03a\xc3\xa9.', 'aé'],
    ['\x8d\x03\0\0\0\0\0\0\0a\xc3\xa9.', 'aé'],
    ['U\x02ab.', 'ab'],
    ['T\x02\0\0\0ab.', 'ab'],
    ['\x8b\x02\0\0\0\x80\x00.', 128],
    ['NK\x010.', null],
    ['N(K\x01K\x021.', null],
    ['K\x07\x86.', { kind: 'tuple', items: [7, 7] }, 'K\x072\x86.'],
    ['\x95\x02\0\0\0\0\0\0\0K\x05.', 5],
    ['\x8c\x01a\x940h\x00.', 'a'],
  ])('%j', (text, value, other?: string) => {
    expect(read(`\x80\x05${other ?? text}`)).toEqual(value);
  });

  test.each([
    'C\x02ab.',
    'B\x02\0\0\0ab.',
    '\x8e\x02\0\0\0\0\0\0\0ab.',
    '\x96\x02\0\0\0\0\0\0\0ab.',
    '\x97.',
    '\x97\x98.',
  ])('bytes are passed over: %j', (text) => {
    expect(read(`\x80\x05${text}`)).toEqual({ kind: 'bytes' });
  });

  test('a name from the stack is the name of a line', () => {
    expect(read('\x8c\x05known\x8c\x04name\x93)R.')).toEqual({
      kind: 'made',
      made: { called: true },
    });
  });
});

describe('objects that nobody needs to understand', () => {
  const lenient = { ...RULES, passesOver: (name: string) => name !== 'os.system' };
  const skip = (text: string) => readPickle(bytes(text), lenient);
  const entries = (value: PickleValue) => (isKind(value, 'opaque') ? [...value.entries] : null);

  test.each([
    ['a call', 'cargparse\nNamespace\n)R.', 'argparse.Namespace'],
    [
      'a new object with attributes',
      'cargparse\nNamespace\n)\x81}X\x01\0\0\0aK\x01sb.',
      'argparse.Namespace',
    ],
    ['with keywords', 'ca\nb\n)}\x92.', 'a.b'],
    ['what a call made, called', 'ca\nb\n)R)R.', 'a.b'],
    ['a list of its own', 'ca\nb\n)\x81(K\x01K\x02e.', 'a.b'],
    ['a set', '\x8f(K\x01\x90.', 'set'],
    ['a frozen set', '(K\x01K\x02\x91.', 'frozenset'],
  ])('%s', (_, text, name) => {
    expect(skip(text)).toMatchObject({ kind: 'opaque', name });
  });

  test('a dict of its own keeps what it holds, whatever else its keys are', () => {
    expect(entries(skip('ca\nb\n)\x81(X\x01\0\0\0aK\x01NK\x02)K\x03u.'))).toEqual([['a', 1]]);
  });

  test('a name that the rules refuse is refused, however it is mentioned', () => {
    for (const text of ['cos\nsystem\n.', '\x8c\x02os\x8c\x06system\x93.']) {
      expect(() => skip(text)).toThrow(/os\.system/);
    }
  });
});

describe('refusals', () => {
  // Every instruction of the pickle module that only text pickles and registered extensions use, by code and name.
  test.each([
    ['F', 'FLOAT'],
    ['I', 'INT'],
    ['L', 'LONG'],
    ['P', 'PERSID'],
    ['S', 'STRING'],
    ['V', 'UNICODE'],
    ['d', 'DICT'],
    ['g', 'GET'],
    ['i', 'INST'],
    ['l', 'LIST'],
    ['o', 'OBJ'],
    ['p', 'PUT'],
    ['\x82', 'EXT1'],
    ['\x83', 'EXT2'],
    ['\x84', 'EXT4'],
    ['\x00', '0x00'],
    ['\xff', '0xff'],
  ])('%j is refused as %s', (code, name) => {
    expect(() => read(`\x80\x02NN${code}`)).toThrow(
      expect.objectContaining({
        code: 'checkpoint-pickle',
        message: expect.stringContaining(`instruction ${name},`),
      }),
    );
  });

  test.each([
    'os\nsystem',
    'builtins\neval',
    '__builtin__\nexec',
    'known\nname2',
    'torch\nFloatStorage',
  ])('the name %j', (name) => {
    expect(() => read(`c${name}\n.`)).toThrow(
      expect.objectContaining({
        code: 'checkpoint-pickle',
        message: expect.stringContaining(name.replace('\n', '.')),
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['no end', 'N'],
    ['an end without a value', '.'],
    ['values left over', 'NN.'],
    ['a mark left over', '(N.'],
    ['a tuple of what is not there', 'N\x86.'],
    ['a tuple across a mark', 'N(\x85.'],
    ['keeping what is not there', '(q\x00.'],
    ['a tuple without a mark', 'Nt.'],
    ['recalling what was never kept', 'h\x00.'],
    ['appending to no list', 'NNa.'],
    ['filling no dict', ']NNs.'],
    ['an odd number of keys and values', '}(Nu.'],
    ['a dict as a key', '}}Ns.'],
    ['calling a number', 'K\x01)R.'],
    ['calling with no tuple', 'cknown\nname\nNR.'],
    ['attributes on a made object', 'cknown\nname\n)R}b.'],
    ['a text of 4 GB', 'X\xff\xff\xff\xffa.'],
    ['a name without an end', 'cknown\n'],
    ['protocol 6', '\x80\x06N.'],
    ['protocol 1', '\x80\x01N.'],
    ['a frame longer than the rest', '\x95\xff\0\0\0\0\0\0\0N.'],
    ['bytes of 2^63', '\x8e\0\0\0\0\0\0\0\x80N.'],
    ['a name made of numbers', 'K\x01K\x02\x93.'],
    ['adding to no set', ']( K\x01\x90.'],
    ['a new object of no name', 'N)\x81.'],
    ['a mark that is not there', '1N.'],
  ])('%s', (_, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'checkpoint-pickle' }));
  });
});

describe('tensors that make no sense', () => {
  const number = (value: number) =>
    `\x8a\x08${String.fromCharCode(...new Uint8Array(new BigInt64Array([BigInt(value)]).buffer))}`;
  const tuple = (values: readonly number[]) => `(${values.map(number).join('')}t`;
  const text = (value: string) => `X${String.fromCharCode(value.length)}\0\0\0${value}`;
  /** A dict with one tensor over a storage of that many floats. */
  const state = (
    length: number,
    offset: number,
    shape: readonly number[],
    strides: readonly number[],
    type = 'FloatStorage',
  ) =>
    bytes(
      `\x80\x02}${text('w')}ctorch._utils\n_rebuild_tensor_v2\n((${text('storage')}ctorch\n${type}\n${text('0')}${text('cpu')}${number(length)}tQ` +
        `${number(offset)}${tuple(shape)}${tuple(strides)}\x89NtRs.`,
    );

  test('one that does makes sense', () => {
    expect(readTorchPickle(state(10, 4, [2, 3], [3, 1])).tensors.get('w')).toMatchObject({
      offset: 4,
      shape: [2, 3],
      strides: [3, 1],
      storage: { key: '0', dtype: 'F32', length: 10 },
    });
  });

  test.each([
    ['it leaves its storage', state(10, 5, [2, 3], [3, 1])],
    ['its strides leave it', state(10, 0, [2, 3], [9, 1])],
    ['it begins before it', state(10, -1, [2], [1])],
    ['a negative size', state(10, 0, [-2], [1])],
    ['a negative stride', state(10, 9, [2], [-1])],
    ['fewer strides than sizes', state(10, 0, [2, 3], [1])],
    ['an endless size', state(10, 0, [2 ** 40, 2 ** 40], [0, 0])],
    ['an empty one with an endless size', state(10, 0, [2 ** 40, 0, 2 ** 40], [1, 1, 1])],
    ['an empty one behind the storage', state(10, 11, [0], [1])],
    [
      '65 dimensions',
      state(
        10,
        0,
        Array.from({ length: 65 }, () => 1),
        Array.from({ length: 65 }, () => 1),
      ),
    ],
    ['a negative storage', state(-1, 0, [0], [1])],
    ['no tensor at all', bytes('\x80\x02}.')],
    ['a call with other arguments', bytes('\x80\x02ccollections\nOrderedDict\nN\x85R.')],
    ['a parameter of no tensor', bytes('\x80\x02ctorch._utils\n_rebuild_parameter\nN\x85R.')],
    ['a persistent id that is no storage', bytes('\x80\x02NQ.')],
  ])('%s', (_, pickle) => {
    expect(() => readTorchPickle(pickle)).toThrow(
      expect.objectContaining({ code: 'checkpoint-pickle' }),
    );
  });
});
