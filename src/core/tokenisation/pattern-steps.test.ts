import { expect, test } from 'vitest';
import { type Draw, draws } from '../../testing/mutations.ts';
import { patternSteps } from './pattern-cost.ts';
import { readPattern } from './pattern-tree.ts';

type Part =
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'repeat'; readonly part: Part; readonly least: number; readonly most: number }
  | { readonly kind: 'ahead'; readonly part: Part; readonly wanted: boolean };

const LETTERS = ['a', 'b', '.', '[ab]'];
const REPEATS = [
  ['*', 0, Number.POSITIVE_INFINITY],
  ['+', 1, Number.POSITIVE_INFINITY],
  ['?', 0, 1],
  ['{2}', 2, 2],
  ['{1,3}', 1, 3],
] as const;

function randomPart(draw: Draw, depth: number): Part {
  const kind = draw(depth > 0 ? 9 : 3);
  if (kind < 3) return { kind: 'letter', letter: LETTERS[draw(LETTERS.length)] ?? 'a' };
  const some = (): Part[] => Array.from({ length: 1 + draw(3) }, () => randomPart(draw, depth - 1));
  if (kind < 5) return { kind: 'sequence', parts: some() };
  if (kind < 6) return { kind: 'choice', parts: some() };
  if (kind < 7) return { kind: 'ahead', part: randomPart(draw, depth - 1), wanted: draw(2) === 0 };
  const [, least, most] = REPEATS[draw(REPEATS.length)] ?? REPEATS[0];
  return { kind: 'repeat', part: randomPart(draw, depth - 1), least, most };
}

function written(part: Part): string {
  switch (part.kind) {
    case 'letter':
      return part.letter;
    case 'sequence':
      return part.parts.map(written).join('');
    case 'choice':
      return `(?:${part.parts.map(written).join('|')})`;
    case 'ahead':
      return `(?${part.wanted ? '=' : '!'}${written(part.part)})`;
    case 'repeat': {
      const [sign] = REPEATS.find(
        ([, least, most]) => least === part.least && most === part.most,
      ) ?? ['*'];
      return `(?:${written(part.part)})${sign}`;
    }
  }
}

type Next = (at: number) => boolean;

/** A plain backtracking matcher that counts the letters it looks at, and stops at `most`. */
function stepsOf(root: Part, text: string, most: number): number {
  let steps = 0;
  const match = (part: Part, at: number, next: Next): boolean => {
    if (steps > most) return true;
    switch (part.kind) {
      case 'letter': {
        steps++;
        const letter = text[at];
        const fits =
          letter !== undefined &&
          (part.letter.length > 1 || part.letter === '.' || part.letter === letter);
        return fits && next(at + 1);
      }
      case 'sequence':
        return inTurn(part.parts, 0, at, next);
      case 'choice':
        return part.parts.some((one) => match(one, at, next));
      case 'ahead':
        return match(part.part, at, () => true) === part.wanted && next(at);
      case 'repeat':
        return again(part, 0, at, next);
    }
  };
  const inTurn = (parts: readonly Part[], index: number, at: number, next: Next): boolean => {
    const part = parts[index];
    return part ? match(part, at, (to) => inTurn(parts, index + 1, to, next)) : next(at);
  };
  const again = (
    part: Extract<Part, { kind: 'repeat' }>,
    done: number,
    at: number,
    next: Next,
  ): boolean => {
    const more = (to: number): boolean =>
      (to > at || done < part.least) && again(part, done + 1, to, next);
    if (done < part.most && match(part.part, at, more)) return true;
    return done >= part.least && next(at);
  };
  for (let at = 0; at < text.length;) {
    let end = at;
    const found = match(root, at, (to) => {
      end = to;
      return true;
    });
    at = found && end > at ? end : at + 1;
  }
  return steps;
}

const LENGTH = 40;

test('20,000 random patterns that are taken cost a backtracking matcher no more than was bounded', () => {
  const draw = draws(61);
  const outcomes = { taken: 0, refused: 0 };
  for (let round = 0; round < 20_000; round++) {
    const part = randomPart(draw, 3);
    const pattern = written(part);
    let bound: number;
    try {
      bound = patternSteps(readPattern(pattern), LENGTH);
    } catch {
      outcomes.refused++;
      continue;
    }
    outcomes.taken++;
    const text = Array.from({ length: LENGTH }, () => (draw(6) === 0 ? 'b' : 'a')).join('');
    const most = 2 * pattern.length * bound;
    for (const one of [text, 'a'.repeat(LENGTH), 'b'.repeat(LENGTH)]) {
      expect([pattern, stepsOf(part, one, most) <= most]).toEqual([pattern, true]);
    }
  }
  expect(Math.min(outcomes.taken, outcomes.refused)).toBeGreaterThan(1000);
});

test('the matcher does count what the bound is for: a repetition in a repetition doubles with each letter', () => {
  const part: Part = {
    kind: 'sequence',
    parts: [
      {
        kind: 'repeat',
        least: 1,
        most: Number.POSITIVE_INFINITY,
        part: {
          kind: 'repeat',
          least: 1,
          most: Number.POSITIVE_INFINITY,
          part: { kind: 'letter', letter: 'a' },
        },
      },
      { kind: 'letter', letter: 'b' },
    ],
  };
  const [short, long] = [stepsOf(part, 'a'.repeat(8), 1e7), stepsOf(part, 'a'.repeat(12), 1e7)];
  expect(long).toBeGreaterThan(12 * short);
  expect(() => patternSteps(readPattern(written(part)), 12)).toThrow(/for ever/);
});
