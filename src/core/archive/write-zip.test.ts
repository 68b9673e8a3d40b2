import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesSource, joined } from './byte-source.ts';
import { writeZip } from './write-zip.ts';
import { readZipDirectory } from './zip-directory.ts';
import { readZipEntry } from './zip-entry.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

test('what is written is read back, checksums and all', async () => {
  const name = fc.stringMatching(/^[a-z猫]{1,6}(\/[a-z]{1,4})?$/);
  const file = fc.record({
    name,
    parts: fc.array(
      fc.uint8Array({ maxLength: 9 }).map((bytes) => new Uint8Array(bytes)),
      {
        maxLength: 3,
      },
    ),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(file, { selector: (f) => f.name, maxLength: 5 }),
      async (files) => {
        const source = bytesSource(joined(writeZip(files)));
        const entries = await readZipDirectory(source);
        expect(entries.map((entry) => entry.name)).toEqual(files.map((f) => f.name));
        for (const [index, entry] of entries.entries()) {
          const expected = joined(files[index]?.parts ?? []);
          expect(await readZipEntry(source, entry, 1000)).toEqual(expected);
        }
      },
    ),
  );
});

test('the same files give the same bytes', () => {
  const files = [{ name: 'a.txt', parts: [bytesOf('one'), bytesOf('two')] }];
  expect(joined(writeZip(files))).toEqual(joined(writeZip(files)));
});
