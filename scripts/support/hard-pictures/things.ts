import { written } from './letters.ts';
import { type Colour, ellipse, polygon, type Shape, stroke } from './shapes.ts';

type Point = readonly [x: number, y: number];
export type Paint = 'red' | 'blue' | 'green' | 'yellow';

/** What can stand in a picture. `at`: its middle. Sizes are pixels. */
export type Thing =
  | { readonly kind: 'ball'; readonly colour: Paint; readonly at: Point; readonly radius: number }
  | { readonly kind: 'box'; readonly colour: Paint; readonly at: Point; readonly side: number }
  | { readonly kind: 'apple' }
  | { readonly kind: 'clock' }
  | { readonly kind: 'label'; readonly word: string };

/** Plain, in shade, in light. */
const PAINTS: Readonly<Record<Paint, readonly [Colour, Colour, Colour]>> = {
  red: [
    [214, 46, 46],
    [168, 28, 32],
    [240, 110, 106],
  ],
  blue: [
    [38, 92, 206],
    [24, 62, 150],
    [104, 150, 236],
  ],
  green: [
    [40, 154, 72],
    [24, 112, 50],
    [104, 196, 128],
  ],
  yellow: [
    [244, 196, 30],
    [206, 156, 10],
    [252, 224, 120],
  ],
};
const INK: Colour = [30, 30, 34];
const PAPER: Colour = [255, 255, 255];
const METAL: Colour = [74, 82, 92];
const WOOD: Colour = [112, 72, 40];

/** Where the written label lies: left, top, right, bottom. */
export const LABEL_PLACE = [30, 146, 226, 200] as const;

/** The shapes of a thing, to be painted in this order. */
export function drawn(thing: Thing): readonly Shape[] {
  switch (thing.kind) {
    case 'ball':
      return ball(thing.at, thing.radius, PAINTS[thing.colour]);
    case 'box':
      return box(thing.at, thing.side, PAINTS[thing.colour]);
    case 'apple':
      return apple();
    case 'clock':
      return clock();
    case 'label':
      return label(thing.word);
  }
}

function ball(
  [x, y]: Point,
  radius: number,
  [plain, shade, light]: (typeof PAINTS)['red'],
): readonly Shape[] {
  const shift = radius * 0.07;
  return [
    ellipse(shade, [x, y], radius),
    ellipse(plain, [x - shift, y - shift], radius - shift * 1.6),
    ellipse(light, [x - radius * 0.36, y - radius * 0.4], radius * 0.2, radius * 0.15),
  ];
}

/** Seen from the front, a little from the right and from above. */
function box(
  [x, y]: Point,
  side: number,
  [plain, shade, light]: (typeof PAINTS)['red'],
): readonly Shape[] {
  const deep = side * 0.28;
  const left = x - (side + deep) / 2;
  const top = y - (side + deep) / 2;
  const at = (across: number, down: number): Point => [left + across, top + down];
  const [near, far] = [at(side, deep), at(side + deep, 0)];
  const outline = [
    at(0, deep),
    at(deep, 0),
    far,
    at(side + deep, side),
    at(side, side + deep),
    at(0, side + deep),
  ];
  return [
    polygon(plain, outline),
    polygon(light, [at(0, deep), at(deep, 0), far, near]),
    polygon(shade, [near, far, at(side + deep, side), at(side, side + deep)]),
  ];
}

function apple(): readonly Shape[] {
  const [plain, shade, light] = PAINTS.red;
  const [leaf] = PAINTS.green;
  return [
    ellipse(shade, [101, 152], 66, 74),
    ellipse(shade, [155, 152], 66, 74),
    ellipse(plain, [98, 150], 62, 70),
    ellipse(plain, [150, 150], 64, 70),
    ellipse(light, [74, 116], 14, 20),
    stroke(
      WOOD,
      [
        [128, 96],
        [130, 70],
        [140, 46],
      ],
      9,
    ),
    polygon(leaf, [
      [136, 68],
      [150, 46],
      [176, 36],
      [200, 42],
      [186, 64],
      [160, 74],
    ]),
  ];
}

/** A face with twelve marks; ten past ten. */
function clock(): readonly Shape[] {
  const [x, y] = [128, 128];
  const towards = ([across, down]: Point, far: number): Point => [x + across * far, y + down * far];
  const marks = ROUND.map((hour) => stroke(INK, [towards(hour, 80), towards(hour, 92)], 6));
  const hand = (hour: number, far: number, width: number): Shape =>
    stroke(INK, [[x, y], towards(ROUND[hour] ?? [0, 0], far)], width);
  return [
    ellipse(METAL, [x, y], 114),
    ellipse(PAPER, [x, y], 102),
    ...marks,
    hand(10, 50, 10),
    hand(2, 72, 7),
    ellipse(INK, [x, y], 9),
  ];
}

const FAR = 0.8660254;
/** From the middle towards each hour, twelve first: no sine is asked, which machines round differently. */
const ROUND: readonly Point[] = [
  [0, -1],
  [0.5, -FAR],
  [FAR, -0.5],
  [1, 0],
  [FAR, 0.5],
  [0.5, FAR],
  [0, 1],
  [-0.5, FAR],
  [-FAR, 0.5],
  [-1, 0],
  [-FAR, -0.5],
  [-0.5, -FAR],
];

function label(word: string): readonly Shape[] {
  const [left, top, right, bottom] = LABEL_PLACE;
  const sheet = (margin: number): readonly Point[] => [
    [left + margin, top + margin],
    [right - margin, top + margin],
    [right - margin, bottom - margin],
    [left + margin, bottom - margin],
  ];
  return [
    polygon(METAL, sheet(0)),
    polygon(PAPER, sheet(2)),
    ...written(word, [(left + right) / 2, (top + bottom) / 2], 5, INK),
  ];
}
