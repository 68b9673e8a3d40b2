import { type Colour, type Shape, stroke } from './shapes.ts';

type Line = readonly (readonly [x: number, y: number])[];

/** Pen strokes on a grid 4 wide and 6 high, so that no font of any machine is asked. */
const LETTERS: Readonly<Record<string, readonly Line[]>> = {
  A: [line(0, 6, 2, 0, 4, 6), line(0.8, 3.8, 3.2, 3.8)],
  C: [line(4, 1, 3, 0, 1, 0, 0, 1, 0, 5, 1, 6, 3, 6, 4, 5)],
  E: [line(4, 0, 0, 0, 0, 6, 4, 6), line(0, 3, 3, 3)],
  G: [line(4, 1, 3, 0, 1, 0, 0, 1, 0, 5, 1, 6, 3, 6, 4, 5, 4, 3.2, 2.4, 3.2)],
  I: [line(1, 0, 3, 0), line(2, 0, 2, 6), line(1, 6, 3, 6)],
  K: [line(0, 0, 0, 6), line(4, 0, 0, 3.6), line(1.2, 2.6, 4, 6)],
  L: [line(0, 0, 0, 6, 4, 6)],
  O: [line(1, 0, 3, 0, 4, 1, 4, 5, 3, 6, 1, 6, 0, 5, 0, 1, 1, 0)],
  P: [line(0, 6, 0, 0, 3, 0, 4, 1, 4, 2.2, 3, 3.2, 0, 3.2)],
  R: [line(0, 6, 0, 0, 3, 0, 4, 1, 4, 2.2, 3, 3.2, 0, 3.2), line(2, 3.2, 4, 6)],
  T: [line(0, 0, 4, 0), line(2, 0, 2, 6)],
  U: [line(0, 0, 0, 5, 1, 6, 3, 6, 4, 5, 4, 0)],
};
/** From one letter's left side to the next one's. */
const PITCH = 5.7;

/** A word in capitals around a point; `unit`: pixels to a step of the grid. @throws RangeError for a letter that has no strokes */
export function written(
  word: string,
  [x, y]: readonly [number, number],
  unit: number,
  colour: Colour,
): readonly Shape[] {
  const left = x - ((word.length - 1) * PITCH + 4) * (unit / 2);
  return word.split('').flatMap((letter, index) => {
    const lines = LETTERS[letter];
    if (!lines) throw new RangeError(`There are no strokes for ${letter}.`);
    return lines.map((points) =>
      stroke(
        colour,
        points.map(([across, down]) => [
          left + (index * PITCH + across) * unit,
          y + (down - 3) * unit,
        ]),
        unit * 1.1,
      ),
    );
  });
}

function line(...numbers: readonly number[]): Line {
  return numbers.flatMap((x, index) =>
    index % 2 === 0 ? [[x, numbers[index + 1] ?? 0] as const] : [],
  );
}
