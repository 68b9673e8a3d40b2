import { describe, expect, test } from 'vitest';
import { inspectPicture } from '../../core/image/inspect-picture.ts';
import { withoutTurns } from '../../core/image/without-turns.ts';
import { TURNED } from '../../testing/turned-pictures.ts';
import { findOrientation } from './find-orientation.ts';

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

describe.each(TURNED)('%s', (_, orientation, base64) => {
  test('is turned as Pillow turns it', async () => {
    expect(await findOrientation(inspectPicture(bytesOf(base64)))).toBe(orientation);
  });

  test('leaves a decoder nothing to turn it by, and is otherwise the same', () => {
    const bytes = bytesOf(base64);
    const before = bytes.slice();
    const { format, ...facts } = inspectPicture(bytes);
    const bare = withoutTurns(bytes, format);
    const text = new TextDecoder('latin1').decode(bare);
    expect(text).not.toMatch(/eXIf|EXIF|\xe1..Exif\0/s);
    const { orientation: _before, turns: _turns, ...rest } = facts;
    expect(inspectPicture(bare)).toMatchObject({ format, ...rest });
    expect(bytes).toEqual(before);
  });
});
