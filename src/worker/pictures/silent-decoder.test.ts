import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPictureReader } from './read-picture.ts';

const picture = new Uint8Array(
  readFileSync(new URL('../../../public/samples/dog.webp', import.meta.url)),
);
const never = (): Promise<never> => new Promise(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const DECODERS = {
  'does not say what it knows': { isTypeSupported: never, decode: never },
  'does not decode': { isTypeSupported: async () => true, decode: never },
} as const;

/** A browser whose decoder never answers, and whose other way does not either, or refuses. */
function silence(kind: keyof typeof DECODERS, otherWay: () => Promise<never>): void {
  const { isTypeSupported, decode } = DECODERS[kind];
  function Decoder() {
    return { decode, close: () => undefined };
  }
  vi.stubGlobal('ImageDecoder', Object.assign(Decoder, { isTypeSupported }));
  vi.stubGlobal('createImageBitmap', otherWay);
}

async function failure(): Promise<unknown> {
  const read = createPictureReader()(picture, 'white').catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(300_000);
  return read;
}

const KINDS = Object.keys(DECODERS) as (keyof typeof DECODERS)[];

test.each(KINDS)('where the decoder %s, the other way is gone', async (kind) => {
  silence(kind, () => Promise.reject(new Error('The other way refuses.')));
  expect(await failure()).toMatchObject({
    code: 'picture-unreadable',
    details: { detail: 'The other way refuses.' },
  });
});

test.each(KINDS)('where the decoder %s and nothing else answers, that is said', async (kind) => {
  silence(kind, never);
  expect(await failure()).toMatchObject({
    code: 'browser-silent',
    details: { what: 'createImageBitmap' },
  });
});
