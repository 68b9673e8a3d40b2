import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeLength, readCode, VOTERS, writeCode, type Answer } from './answer-code.ts';
import {
  ballotOf,
  MOST_CHOICES,
  MOST_PICTURES,
  readBallot,
  writeBallot,
  type Ballot,
} from './ballot.ts';
import { MOST_CODES, readCodes } from './read-codes.ts';

const names = (count: number, name: string) =>
  Array.from({ length: count }, (_, i) => `${name} ${i}`);

function ballot(labels: number, pictures: number): Ballot {
  const made = ballotOf(names(labels, 'label'), names(pictures, 'picture'));
  if (!made) throw new Error('There is no such ballot.');
  return made;
}

/** A ballot with an answer to it. */
const answered = fc
  .tuple(fc.integer({ min: 2, max: MOST_CHOICES }), fc.integer({ min: 1, max: MOST_PICTURES }))
  .chain(([labels, pictures]) =>
    fc.record({
      ballot: fc.constant(ballot(labels, pictures)),
      answer: fc.record({
        voter: fc.nat(VOTERS - 1),
        choices: fc.array(fc.option(fc.nat(labels - 1)), {
          minLength: pictures,
          maxLength: pictures,
        }),
      }),
    }),
  );

const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('a code of answers', () => {
  test('is read as what was written, typed in any case, with any spaces, O for 0 and l for 1', () => {
    fc.assert(
      fc.property(answered, fc.boolean(), ({ ballot, answer }, small) => {
        const code = writeCode(ballot, answer);
        const typed = code.replaceAll('-', ' ').replaceAll('0', 'O').replaceAll('1', 'l');
        expect(readCode(ballot, small ? typed.toLowerCase() : typed)).toEqual(answer);
        expect(code.replaceAll('-', '')).toHaveLength(codeLength(ballot));
      }),
    );
  });

  test('for eight pictures and eight labels it is short enough to be typed: nineteen digits', () => {
    // log2(9^8) = 25.4 bits in 6 digits, with 1 + 4 + 5 before and 3 after them.
    expect(codeLength(ballot(8, 8))).toBe(19);
    expect(writeCode(ballot(8, 8), { voter: 0, choices: [] })).toMatch(
      /^1[\dA-Z]{3}(-[\dA-Z]{3,4}){4}$/,
    );
  });

  test('any one wrong digit and any two neighbours swapped are found', () => {
    fc.assert(
      fc.property(
        answered,
        fc.nat(),
        fc.integer({ min: 1, max: 31 }),
        ({ ballot, answer }, at, by) => {
          const code = writeCode(ballot, answer).replaceAll('-', '');
          const i = at % code.length;
          const digit = DIGITS[(DIGITS.indexOf(code[i] ?? '') + by) % 32] ?? '';
          expect(readCode(ballot, code.slice(0, i) + digit + code.slice(i + 1))).toBe('mistyped');
          const [a = '', b = ''] = code.slice(i, i + 2);
          if (a === b || b === '') return;
          expect(readCode(ballot, code.slice(0, i) + b + a + code.slice(i + 2))).toBe('mistyped');
        },
      ),
    );
  });

  test('answers to another ballot are told: other labels, another picture, another order', () => {
    const labels = names(4, 'label');
    const code = writeCode(ballot(4, 3), { voter: 7, choices: [0, 1, 2] });
    for (const other of [
      ballotOf(labels.toReversed(), names(3, 'picture')),
      ballotOf(labels, names(3, 'picture').toReversed()),
      ballotOf(labels, names(2, 'picture')),
      ballotOf(labels.slice(1), names(3, 'picture')),
    ])
      expect(other && readCode(other, code)).toBe('other-ballot');
  });

  test('whatever is typed gives an answer of this ballot or a fault, and never throws', () => {
    const mine = ballot(5, 6);
    const digits = fc.string({
      unit: fc.constantFrom(...DIGITS.split(''), '-', ' ', 'é', '💥'),
      maxLength: 120,
    });
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), digits), (text) => {
        const read = readCode(mine, text);
        if (typeof read === 'string') return;
        expect(read.choices).toHaveLength(6);
        for (const choice of read.choices) expect(choice ?? 0).toBeLessThan(5);
      }),
    );
    expect(readCode(mine, '1'.repeat(1e6))).toBe('no-code');
    expect(readCode(mine, '')).toBe('no-code');
  });

  test('what no phone could have chosen is not written', () => {
    const mine = ballot(2, 1);
    for (const answer of [
      { voter: -1, choices: [0] },
      { voter: VOTERS, choices: [0] },
      { voter: 0.5, choices: [0] },
      { voter: 0, choices: [2] },
      { voter: 0, choices: [-2] },
    ] satisfies Answer[])
      expect(() => writeCode(mine, answer)).toThrow(RangeError);
  });
});

describe('the codes of a room', () => {
  const mine = ballot(3, 4);
  const code = (voter: number, ...choices: number[]) => writeCode(mine, { voter, choices });

  test('come one a line, several in a line or in many files; the last of a phone counts, once', () => {
    const texts = [
      `\uFEFF${code(1, 0)}\r\n${code(2, 1)}\n\n`,
      `${code(3, 2)}, ${code(1, 2, 2)}; ${code(2, 1)}`,
      `${code(4, 0)} ${code(5, 0)}`,
      code(6, 1).replaceAll('-', ' '),
    ];
    const { answers, bad } = readCodes(mine, texts);
    expect(bad).toEqual([]);
    expect([...answers.keys()].toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(answers.get(1)?.choices).toEqual([2, 2, null, null]);
  });

  test('bad ones are named each, and the good ones beside them count', () => {
    const other = writeCode(ballot(3, 5), { voter: 9, choices: [] });
    const typo = code(8, 1).replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    const { answers, bad } = readCodes(mine, [`hello!\n${code(7, 1)}\n${other}\n${typo}`]);
    expect([...answers.keys()]).toEqual([7]);
    expect(bad.map(({ fault }) => fault)).toEqual(['no-code', 'other-ballot', 'mistyped']);
    expect(bad[0]?.text).toBe('hello!');
  });

  test('a flood is cut, and said to be', () => {
    const flood = Array.from({ length: 3 * MOST_CODES }, (_, voter) => code(voter, 1));
    const { answers, bad } = readCodes(mine, [flood.join('\n')]);
    expect(answers.size).toBe(MOST_CODES);
    expect(bad.map(({ fault }) => fault)).toEqual(['too-many']);
    const long = readCodes(mine, ['A'.repeat(5e6)]);
    expect(long.bad).toEqual([{ text: 'A'.repeat(40), fault: 'no-code' }]);
  });
});

describe('a ballot’s link', () => {
  test('opens the same ballot, whatever its labels', () => {
    const label = fc
      .string({ minLength: 1, maxLength: 40 })
      .map((text) => text.replaceAll(/\s+/g, ' ').trim())
      .filter((text) => text !== '');
    fc.assert(
      fc.property(
        fc.uniqueArray(label, { minLength: 2, maxLength: MOST_CHOICES }),
        fc.integer({ min: 1, max: MOST_PICTURES }),
        (labels, pictures) => {
          const made = ballotOf(labels, names(pictures, 'picture'));
          expect(made && readBallot(`#${writeBallot(made, 'zh')}`)).toEqual(made);
        },
      ),
    );
  });

  test('a broken or boundless one opens none', () => {
    const labels = encodeURIComponent(names(3, 'a').join('\n'));
    const many = encodeURIComponent(names(MOST_CHOICES + 1, 'a').join('\n'));
    for (const fragment of [
      '',
      'vote=AAAA',
      `vote=AAA&pictures=3&labels=${labels}`,
      `vote=AAAA&pictures=0&labels=${labels}`,
      `vote=AAAA&pictures=1e9&labels=${labels}`,
      `vote=AAAA&pictures=NaN&labels=${labels}`,
      `vote=AAAA&pictures=3&labels=${many}`,
      'vote=AAAA&pictures=3&labels=one',
      'vote=AAAA&pictures=3&labels=one%0A%0Atwo',
    ])
      expect(readBallot(fragment), fragment).toBeNull();
    expect(ballotOf(['one'], ['a'])).toBeNull();
    expect(ballotOf(names(MOST_CHOICES + 1, 'a'), ['a'])).toBeNull();
    expect(ballotOf(['one', 'two'], [])).toBeNull();
  });
});
