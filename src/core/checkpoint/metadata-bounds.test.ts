import { expect, test } from 'vitest';
import { parseSafetensorsHeader } from './safetensors-header.ts';

/** A file that is all metadata: `entries` pairs of a number and `value`. */
function fileOf(entries: number, value: string): Uint8Array {
  const pairs = Array.from({ length: entries }, (_, index) => `"${index}":"${value}"`);
  const text = new TextEncoder().encode(`{"__metadata__":{${pairs.join(',')}}}`);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

test.each([
  ['one text of 90 MB', 1, 'a'.repeat(90_000_000), 'bytes of metadata'],
  ['one text of 40 MB that is all escapes', 1, '\\n'.repeat(20_000_000), 'bytes of metadata'],
  ['two million texts', 2_000_000, '', 'entries of metadata'],
])('%s: refused at the bound, as a long header is', (_, entries, value, what) => {
  const bytes = fileOf(entries, value);
  expect(() => parseSafetensorsHeader(bytes, bytes.length)).toThrow(
    expect.objectContaining({
      code: 'too-much-work',
      details: expect.objectContaining({ what }) as object,
    }),
  );
});

test('names of 200,000 pictures are read', () => {
  const names = JSON.stringify(
    JSON.stringify(Array.from({ length: 200_000 }, (_, i) => `val/${i}.jpeg`)),
  );
  const bytes = fileOf(1, names.slice(1, -1));
  expect(parseSafetensorsHeader(bytes, bytes.length).metadata.get('0')).toContain('199999');
});
