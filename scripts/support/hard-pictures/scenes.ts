import type { Paint, Thing } from './things.ts';

type Point = readonly [x: number, y: number];

/** What stands in each picture, by its file's name without the ending. */
export const SCENES: Readonly<Record<string, readonly Thing[]>> = {
  'balls-1': balls([120, 136]),
  'balls-2': balls([78, 92], [170, 158]),
  'balls-3': balls([70, 84], [186, 106], [112, 190]),
  'balls-4': balls([66, 70], [172, 56], [92, 176], [196, 164]),
  'balls-5': balls([60, 62], [150, 50], [206, 128], [110, 132], [150, 208]),
  'balls-6': balls([52, 76], [128, 48], [204, 86], [88, 150], [172, 170], [52, 218]),

  'ball-left-1': ballAndBox('red', [68, 140], 'blue', [184, 130], 42, 84),
  'ball-left-2': ballAndBox('red', [58, 104], 'blue', [168, 112], 32, 108),
  'ball-right-1': ballAndBox('red', [192, 132], 'blue', [76, 138], 46, 78),
  'ball-right-2': ballAndBox('red', [198, 148], 'blue', [88, 142], 34, 104),
  'ball-above-1': ballAndBox('red', [126, 62], 'blue', [132, 178], 42, 84),
  'ball-above-2': ballAndBox('red', [136, 54], 'blue', [126, 168], 32, 108),
  'ball-below-1': ballAndBox('red', [130, 194], 'blue', [126, 76], 46, 78),
  'ball-below-2': ballAndBox('red', [122, 204], 'blue', [132, 92], 34, 104),

  'red-ball-blue-box': ballAndBox('red', [70, 134], 'blue', [184, 130]),
  'blue-box-red-ball': ballAndBox('red', [188, 136], 'blue', [72, 132]),
  'blue-ball-red-box': ballAndBox('blue', [70, 134], 'red', [184, 130]),
  'red-box-blue-ball': ballAndBox('blue', [188, 136], 'red', [72, 132]),
  'green-ball-yellow-box': ballAndBox('green', [70, 134], 'yellow', [184, 130]),
  'yellow-box-green-ball': ballAndBox('green', [188, 136], 'yellow', [72, 132]),
  'yellow-ball-green-box': ballAndBox('yellow', [70, 134], 'green', [184, 130]),
  'green-box-yellow-ball': ballAndBox('yellow', [188, 136], 'green', [72, 132]),

  'ball-and-box-1': ballAndBox('red', [66, 142], 'blue', [182, 124]),
  'ball-and-box-2': ballAndBox('red', [186, 168], 'blue', [84, 104]),
  'ball-alone-1': [ball('red', [128, 132], 52)],
  'ball-alone-2': [ball('red', [92, 150], 44)],
  'box-alone-1': [box('blue', [128, 128], 104)],
  'box-alone-2': [box('blue', [160, 112], 84)],

  apple: [{ kind: 'apple' }],
  'apple-says-guitar': [{ kind: 'apple' }, { kind: 'label', word: 'GUITAR' }],
  'apple-says-clock': [{ kind: 'apple' }, { kind: 'label', word: 'CLOCK' }],
  clock: [{ kind: 'clock' }],
  'clock-says-apple': [{ kind: 'clock' }, { kind: 'label', word: 'APPLE' }],
  'clock-says-guitar': [{ kind: 'clock' }, { kind: 'label', word: 'GUITAR' }],
};

function balls(...places: readonly Point[]): readonly Thing[] {
  return places.map((at) => ball('red', at, 34));
}

function ballAndBox(
  ballColour: Paint,
  ballAt: Point,
  boxColour: Paint,
  boxAt: Point,
  radius = 42,
  side = 84,
): readonly Thing[] {
  return [box(boxColour, boxAt, side), ball(ballColour, ballAt, radius)];
}

function ball(colour: Paint, at: Point, radius: number): Thing {
  return { kind: 'ball', colour, at, radius };
}

function box(colour: Paint, at: Point, side: number): Thing {
  return { kind: 'box', colour, at, side };
}
