import { encode } from 'fast-png';
import { paint } from './paint.ts';
import { SCENES } from './scenes.ts';
import { drawn } from './things.ts';

const SIZE = 256;
const GROUND = [246, 246, 243] as const;

/** The pictures of the hard questions as PNG files, by name; the same bytes wherever they are drawn. */
export function hardPictures(): ReadonlyMap<string, Uint8Array> {
  return new Map(
    Object.entries(SCENES).map(([name, things]) => {
      const data = paint(things.flatMap(drawn), SIZE, GROUND);
      return [`${name}.png`, encode({ width: SIZE, height: SIZE, data, channels: 3 })];
    }),
  );
}
