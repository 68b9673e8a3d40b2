import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ERROR_CODES, type EngineErrorCode } from '../engine/error-codes.ts';
import { CONFIG_KINDS, FILE_KINDS, PICKLE_KINDS } from './error-kinds.ts';
import { errorSentence } from './error-sentence.ts';
import { tableOf } from './tables.ts';
import { createWords } from './translate.ts';

const SOURCE = new URL('../', import.meta.url);
const ALL: readonly EngineErrorCode[] = Object.values(ERROR_CODES).flat();
const CODES: ReadonlySet<string> = new Set(ALL);
const isCode = (text: string): text is EngineErrorCode => CODES.has(text);

/** One place in the source that throws an error with a code: what it gives beside it. */
interface Site {
  readonly place: string;
  readonly code: EngineErrorCode;
  readonly details: Readonly<Record<string, string | number>>;
}

/** The arguments of a call, from behind its opening bracket; texts, templates and brackets inside are passed over. */
function argumentsFrom(source: string, start: number): string[] {
  const found = [''];
  const closing: string[] = [];
  for (let at = start; at < source.length; at++) {
    const character = source[at] ?? '';
    const inText = closing.at(-1) !== undefined && /['"`]/.test(closing.at(-1) ?? '');
    if (inText && character === '\\') {
      found[found.length - 1] += character + (source[++at] ?? '');
      continue;
    }
    if (character === closing.at(-1)) closing.pop();
    else if (!inText && /['"`]/.test(character)) closing.push(character);
    else if (!inText && '([{'.includes(character))
      closing.push(')]}'['([{'.indexOf(character)] ?? '');
    else if (!inText && character === ')') return found.map((text) => text.trim());
    if (character === ',' && closing.length === 0) found.push('');
    else found[found.length - 1] += character;
  }
  return found;
}

/** Names in an object literal, each with a value that is found again; a `kind` that is written out keeps its own. */
function detailsOf(literal: string): Record<string, string | number> {
  if (!literal.startsWith('{')) return {};
  const fields = argumentsFrom(literal.slice(0, -1) + ')', 1).filter((field) => field !== '');
  return Object.fromEntries(
    fields.map((field, index) => {
      const [, name = '', value = ''] = /^(\w+)(?:\s*:\s*(.+))?$/s.exec(field) ?? [];
      const written = /^'([^']*)'$/.exec(value)?.[1];
      return [name, written ?? `<fact ${index}>`];
    }),
  );
}

function sites(): Site[] {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.|^testing\//.test(name),
  );
  return files.flatMap((file) => {
    const source = readFileSync(new URL(file, SOURCE), 'utf8');
    return [...source.matchAll(/new \w+Error\(/g)].flatMap((match): Site[] => {
      const [code = '', , details = ''] = argumentsFrom(source, match.index + match[0].length);
      const written = code.replaceAll("'", '');
      if (!isCode(written)) return [];
      return [{ place: `${file} ${match.index}`, code: written, details: detailsOf(details) }];
    });
  });
}

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  const words = createWords(language);
  const sentence = (code: EngineErrorCode, details: Site['details']): string =>
    errorSentence(words, { code, details, message: '' });
  const missing = ({ code, details }: Site): string[] => {
    const text = sentence(code, details).toLowerCase();
    return Object.entries(details).flatMap(([name, value]) =>
      name === 'kind' ||
      name === 'cause' ||
      name === 'code' ||
      text.includes(String(value).toLowerCase())
        ? []
        : [name],
    );
  };

  test('every fact that a throw of the source gives is in its sentence', () => {
    const all = sites();
    expect(all.length).toBeGreaterThan(80);
    const lost = all.filter((site) => missing(site).length > 0);
    expect(lost.map((site) => `${site.place} ${site.code}: ${missing(site).join(', ')}`)).toEqual(
      [],
    );
  });

  test('a fact that a sentence has no place for stands behind it by a word of the page', () => {
    const table = tableOf(language);
    const names = new Set(sites().flatMap(({ details }) => Object.keys(details)));
    for (const selector of ['', 'kind', 'code', 'cause']) names.delete(selector);
    expect(names.size).toBeGreaterThan(40);
    const wordOf = (name: string) => (table as Readonly<Record<string, string>>)[`fact.${name}`];
    expect([...names].filter((name) => !wordOf(name))).toEqual([]);
    // A sentence with a place for the reason alone.
    names.delete('reason');
    for (const name of names) {
      const text = sentence('internal', { reason: 'r', [name]: '<fact>' });
      expect(text).toContain(`${wordOf(name)} <fact>`);
    }
    if (language === 'en') return;
    const english = [...names].filter((name) => /[a-z]/i.test(wordOf(name) ?? ''));
    expect(english).toEqual([]);
  });

  test('why a tokenizer is refused is in the middle of its sentence, not behind it', () => {
    const text = sentence('tokenizer-invalid', { file: 'tokenizer.json', reason: 'it is empty' });
    expect(text).toContain('it is empty');
    expect(text).not.toContain(words.t('error.facts', { facts: '' }).slice(0, 3));
  });

  test.each(ALL)('%s: facts that nobody thought of are in the sentence, too', (code) => {
    const details = { unheard: 'of this before', count: 4711 };
    const text = sentence(code, details);
    expect(text).toContain('of this before');
    expect(text).toMatch(/4,?711/);
    expect(sentence(code, {})).not.toMatch(/^error\.|^file\./);
  });

  test('every kind of file has a sentence of its own, with a next step', () => {
    const kinds = [
      ...FILE_KINDS.map((kind) => sentence('checkpoint-unsupported', { kind })),
      ...PICKLE_KINDS.map((kind) => sentence('checkpoint-pickle', { kind })),
      ...CONFIG_KINDS.map((kind) => sentence('config-invalid', { kind })),
    ];
    expect(new Set(kinds).size).toBe(kinds.length);
    for (const text of kinds) expect(text).toMatch(/[.。].+[.。]$/);
  });
});

test('a kind that the source names has its sentence', () => {
  const known: ReadonlySet<unknown> = new Set([...FILE_KINDS, ...PICKLE_KINDS, ...CONFIG_KINDS]);
  const named = sites().filter(
    ({ code, details }) => /^(checkpoint|config)-/.test(code) && details['kind'] !== undefined,
  );
  const strange = named.filter(({ details: { kind } }) => !known.has(kind) && kind !== '<fact 0>');
  expect(strange).toEqual([]);
});
