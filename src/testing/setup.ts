import fc from 'fast-check';
import { expect } from 'vitest';
import { LANGUAGE_NAMES } from '../words/languages.ts';
import { loadWords, loadWordsOf } from '../words/tables.ts';

// The same examples in every run, so that a failure is the change's own; FC_SEED tries others.
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20_261_123) });

// A page has its words before it shows anything.
await Promise.all(LANGUAGE_NAMES.map(loadWords));
await Promise.all(
  (['evaluated', 'files', 'inspect', 'lesson', 'panels', 'present', 'teacher'] as const).map(
    loadWordsOf,
  ),
);

// Two vectors of the same bytes are equal, which is seen at once; any others are compared number by number, and shown.
expect.addEqualityTesters([
  (one: unknown, other: unknown) => (haveSameBytes(one, other) ? true : undefined),
]);

function haveSameBytes(one: unknown, other: unknown): boolean {
  if (!ArrayBuffer.isView(one) || !ArrayBuffer.isView(other)) return false;
  return one.constructor === other.constructor && bytesOf(one).equals(bytesOf(other));
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
