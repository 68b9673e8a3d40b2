import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createSha256, sha256OfText } from './sha256.ts';

const byOpenSsl = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

test('the digest of any bytes in any pieces is that of OpenSSL', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 }),
      async (pieces) => {
        const hash = await createSha256();
        for (const piece of pieces) hash.update(piece);
        expect(hash.digest()).toBe(byOpenSsl(Buffer.concat(pieces)));
      },
    ),
  );
});

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 128])('a message of %i bytes', async (length) => {
  const bytes = new Uint8Array(length).fill(0x61);
  const hash = await createSha256();
  hash.update(bytes);
  expect(hash.digest()).toBe(byOpenSsl(bytes));
});

test('a text is hashed in UTF-8', async () => {
  expect(await sha256OfText('Wörter')).toBe(byOpenSsl(Buffer.from('Wörter', 'utf8')));
});
