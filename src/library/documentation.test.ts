import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ERROR_CODES, type ErrorKind } from '../engine/error-codes.ts';

/** What the page reads itself, without the engine. */
const PAGE_ONLY: ReadonlySet<ErrorKind> = new Set<ErrorKind>(['run', 'set']);

const codes: readonly string[] = Object.entries(ERROR_CODES)
  .filter(([kind]) => !PAGE_ONLY.has(kind as ErrorKind))
  .flatMap(([, own]) => own);

/** Codes of the table, `kind-…` standing for all that begin so. */
const [, table = ''] = readFileSync('docs/library.md', 'utf8').split('## Errors');
const documented = Array.from(table.matchAll(/`([\w-]+)(…?)`/g), ([, code = '', open]) => ({
  code,
  open: open !== '',
})).filter(({ code }) => /^[a-z]/.test(code) && !['code', 'details', 'message'].includes(code));

const isMeant = ({ code, open }: (typeof documented)[number], other: string): boolean =>
  open ? other.startsWith(code) : other === code;

test('the documentation lists every code that a call can fail with, and no other', () => {
  expect(codes.filter((code) => !documented.some((entry) => isMeant(entry, code)))).toEqual([]);
  expect(documented.filter((entry) => !codes.some((code) => isMeant(entry, code)))).toEqual([]);
});
