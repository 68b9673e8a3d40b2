import { describe, expect, test } from 'vitest';
import { createWorkMeter } from '../bounds/work-meter.ts';
import { PICKLE_BOUNDS } from './pickle-bounds.ts';
import { readPickle } from './pickle-reader.ts';
import { readTorchPickle } from './torch-pickle.ts';

const RULES = {
  globals: new Set<string>(),
  call: () => null,
  persistent: () => null,
};
const latin = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** A pickle that is one piece over and over: deflate packs it to a thousandth. */
function repeated(start: string, piece: string, times: number): Uint8Array {
  const [head, part] = [latin(start), latin(piece)];
  const bytes = new Uint8Array(head.length + part.length * times);
  bytes.set(head);
  for (let index = 0; index < times; index++) bytes.set(part, head.length + index * part.length);
  return bytes;
}

describe('a pickle that is small when packed', () => {
  const LONG = '\x8a\xff'.padEnd(257, '\x7f');
  test.each([
    ['nested tuples', ')', '\x85'],
    ['a list of what is recalled', ']q\x00', 'h\x00a'],
    ['tuples that double', ')q\x00', 'h\x00h\x00\x86q\x00'],
    ['marks that nothing closes', '', '('],
    ['things kept under new numbers', 'N', 'q\x01'],
    ['dicts in dicts', '}', 'K\x01}s'],
  ])('%s are refused at the bound', (_, start, piece) => {
    const bytes = repeated(start, piece, PICKLE_BOUNDS.steps + 1);
    expect(() => readTorchPickle(bytes)).toThrow(
      expect.objectContaining({
        code: 'too-much-work',
        details: { what: expect.any(String) as string, limit: PICKLE_BOUNDS.steps },
      }),
    );
  });

  test.each([
    [
      'a list of a thousand that many calls are given',
      `](${'K\x01'.repeat(1000)}e\x85q\x01`,
      'ccollections\nOrderedDict\nh\x01R0',
    ],
    [
      'a tuple of a thousand that an unknown name is given',
      `(${'K\x01'.repeat(1000)}tq\x01`,
      'ca\nb\nh\x01R0',
    ],
  ])('%s costs as much as the calls may look at', (_, start, piece) => {
    const bytes = repeated(start, piece, 2 + PICKLE_BOUNDS.steps / 1000);
    expect(() => readTorchPickle(bytes)).toThrow(
      expect.objectContaining({ code: 'too-much-work' }),
    );
  });

  test.each([
    ['a key of a megabyte', `}X\x00\x00\x10\x00${'k'.repeat(1 << 20)}Ns.`],
    ['a name of two texts that are kept', `\x8c\x02osX\x00\x00\x10\x00${'n'.repeat(1 << 20)}\x93.`],
    ['a whole number of 255 bytes', LONG],
    ['a name of a megabyte', `c${'a'.repeat(1 << 20)}\nb\n.`],
  ])('%s is refused', (_, text) => {
    expect(() => readTorchPickle(latin(text))).toThrow(
      expect.objectContaining({ code: 'checkpoint-pickle' }),
    );
  });
});

test('each instruction is one step, whatever it is', () => {
  const meter = createWorkMeter('steps', 5);
  readPickle(latin('\x80\x02K\x01K\x02\x86.'), RULES, meter);
  expect(meter.spent()).toBe(5);
  expect(() => readPickle(latin('N.'), RULES, meter)).toThrow(
    expect.objectContaining({ code: 'too-much-work', details: { what: 'steps', limit: 5 } }),
  );
});
