import { readdirSync, readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { hardPictures } from '../../scripts/support/hard-pictures/draw-picture.ts';
import { LABEL_PLACE } from '../../scripts/support/hard-pictures/things.ts';
import { HARD_QUESTIONS, type HardQuestionId } from '../core/questions/hard-questions.ts';

const FOLDER = new URL('../../public/samples/', import.meta.url);

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: ArrayLike<number>;
}

/** A piece of one colour. */
interface Piece {
  readonly colour: Colour;
  readonly x: number;
  readonly y: number;
  readonly pixels: number;
  /** Share of the rectangle around it that it covers: of a disc pi / 4. */
  readonly fill: number;
}

type Colour = 'red' | 'blue' | 'green' | 'yellow';

const read = (file: string): Pixels => decode(readFileSync(new URL(file, FOLDER)));
const files = (id: HardQuestionId) => {
  const question = HARD_QUESTIONS.find((one) => one.id === id);
  return (question?.pictures ?? []).map(({ file, truth }) => ({
    file,
    label: question?.labels[truth]?.en ?? '',
  }));
};

/** What colour people would call that pixel, by its hue; `null` for what has none. */
function colourOf({ data }: Pixels, at: number): Colour | null {
  const channel = (index: number): number => data[at * 3 + index] ?? 0;
  const [red, green, blue] = [channel(0), channel(1), channel(2)] as const;
  const most = Math.max(red, green, blue);
  const spread = most - Math.min(red, green, blue);
  if (spread < 60) return null;
  if (most === blue) return 'blue';
  if (most === green) return 'green';
  return green - blue > spread / 2 ? 'yellow' : 'red';
}

/** Connected pieces of one colour, by flooding from pixel to pixel; specks of soft edges are passed over. */
function pieces(picture: Pixels): readonly Piece[] {
  const { width, height } = picture;
  const colours = Array.from({ length: width * height }, (_, at) => colourOf(picture, at));
  const seen = new Set<number>();
  const found: Piece[] = [];
  for (const [start, colour] of colours.entries()) {
    if (colour === null || seen.has(start)) continue;
    const piece = [start];
    seen.add(start);
    for (const at of piece)
      for (const next of [at - 1, at + 1, at - width, at + width])
        if (colours[next] === colour && !seen.has(next)) {
          seen.add(next);
          piece.push(next);
        }
    const xs = piece.map((at) => at % width);
    const ys = piece.map((at) => Math.floor(at / width));
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const fill = piece.length / ((right - left + 1) * (bottom - top + 1));
    if (piece.length > 100)
      found.push({
        colour,
        x: (left + right) / 2,
        y: (top + bottom) / 2,
        pixels: piece.length,
        fill,
      });
  }
  return found;
}

const isBall = ({ fill }: Piece): boolean => Math.abs(fill - Math.PI / 4) < 0.03;
const ball = (picture: Pixels): Piece | undefined => pieces(picture).find(isBall);
const box = (picture: Pixels): Piece | undefined => pieces(picture).find((one) => !isBall(one));

describe('the drawn pictures', () => {
  test('are what the drawing gives, byte for byte, and all belong to a question', () => {
    const drawn = hardPictures();
    const there = readdirSync(new URL('hard/', FOLDER));
    expect(there.toSorted()).toEqual([...drawn.keys()].toSorted());
    const asked = HARD_QUESTIONS.flatMap(({ pictures }) => pictures.map(({ file }) => file));
    expect(asked.toSorted()).toEqual(there.map((name) => `hard/${name}`).toSorted());
    for (const [name, bytes] of drawn)
      expect(Buffer.from(bytes).equals(readFileSync(new URL(`hard/${name}`, FOLDER))), name).toBe(
        true,
      );
  });

  test('are no samples: neither shelf nor evaluation lists them', () => {
    const list = readFileSync(new URL('index.json', FOLDER), 'utf8');
    expect(list).not.toContain('hard/');
    expect(list).not.toContain('.png');
  });
});

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six'];

test.each(files('counting'))('$file holds $label', ({ file, label }) => {
  const found = pieces(read(file));
  expect(found).toHaveLength(NUMBERS.indexOf(label.split(' ')[0] ?? '') + 1);
  expect(found.every(isBall)).toBe(true);
  // All of a size, so that the number is all that differs.
  const sizes = found.map(({ pixels }) => pixels);
  expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(1.03);
});

test.each(files('places'))('$file is $label', ({ file, label }) => {
  const picture = read(file);
  const [red, blue] = [ball(picture), box(picture)];
  if (!red || !blue) throw new Error('There is no ball or no box.');
  expect([red.colour, blue.colour]).toEqual(['red', 'blue']);
  const [across, down] = [red.x - blue.x, red.y - blue.y];
  const beside = label.includes('left') ? -across : across;
  const over = label.includes('above') ? -down : down;
  const [along, astray] = /left|right/.test(label) ? [beside, down] : [over, across];
  // By far the one, and hardly the other.
  expect(along).toBeGreaterThan(80);
  expect(Math.abs(astray)).toBeLessThan(20);
});

test.each(files('colours'))('$file is $label', ({ file, label }) => {
  const [, ballColour, boxColour] = /a (\w+) ball and a (\w+) box/.exec(label) ?? [];
  const found = pieces(read(file));
  expect(found).toHaveLength(2);
  expect(found.find(isBall)?.colour).toBe(ballColour);
  expect(found.find((one) => !isBall(one))?.colour).toBe(boxColour);
});

test('which side the ball is on says nothing of its colour', () => {
  const sides = files('colours').map(({ file, label }) => {
    const picture = read(file);
    return `${label} ${(ball(picture)?.x ?? 0) < (box(picture)?.x ?? 0) ? 'left' : 'right'}`;
  });
  expect(new Set(sides).size).toBe(8);
});

test.each(files('without'))('$file is $label', ({ file, label }) => {
  const found = pieces(read(file));
  expect(found.filter(isBall)).toHaveLength(/^a ball|with a ball/.test(label) ? 1 : 0);
  expect(found.filter((one) => !isBall(one))).toHaveLength(label.startsWith('a box') ? 1 : 0);
});

test.each([
  ['hard/apple.png', 'hard/apple-says-guitar.png'],
  ['hard/apple.png', 'hard/apple-says-clock.png'],
  ['hard/clock.png', 'hard/clock-says-apple.png'],
  ['hard/clock.png', 'hard/clock-says-guitar.png'],
  ['hard/apple-says-clock.png', 'hard/apple-says-guitar.png'],
])('%s and %s differ on the label, and nowhere else', (first, second) => {
  const [one, other] = [read(first), read(second)];
  const [left, top, right, bottom] = LABEL_PLACE;
  const differing = Array.from({ length: one.width * one.height }, (_, at) => at).filter((at) =>
    [0, 1, 2].some((channel) => one.data[at * 3 + channel] !== other.data[at * 3 + channel]),
  );
  expect(differing.length).toBeGreaterThan(500);
  const outside = differing.filter((at) => {
    const [x, y] = [at % one.width, Math.floor(at / one.width)];
    return x < left || x >= right || y < top || y >= bottom;
  });
  expect(outside).toEqual([]);
});
