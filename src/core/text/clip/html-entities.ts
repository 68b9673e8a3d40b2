import { importPart } from '../../parts/import-part.ts';
import { ofByte } from './windows-1252.ts';

/** The named character references of HTML (WHATWG, "Named character references"), each without `&` and semicolon. */
export interface NamedEntities {
  readonly values: ReadonlyMap<string, string>;
  /** Those that HTML reads without a semicolon too, such as `&amp` and `&copy`. */
  readonly legacy: ReadonlySet<string>;
}

/** The whole table, 2,125 names; a file of its own that only reading texts for a model asks for. */
export async function loadNamedEntities(): Promise<NamedEntities> {
  const table = await importPart(() => import('../data/html-entities.json'));
  const { names, legacy } = table.default;
  // Name and characters by turns: no reference stands for a plain space.
  const values = names.matchAll(/(\S+) ([^ ]+)/g);
  return {
    values: new Map(Array.from(values, ([, name = '', value = '']) => [name, value])),
    legacy: new Set(legacy.split(' ')),
  };
}

/** What Python's `html.unescape` takes for a reference. */
const REFERENCE = /&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/gu;

/**
 * Character references as characters, as Python's `html.unescape` has them (the rules of HTML 5): numbers with or
 * without a semicolon, the longest name that fits, Windows-1252 for the numbers 128 to 159.
 */
export function unescapeHtml(text: string, named: NamedEntities): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(REFERENCE, (whole, body: string) =>
    body.startsWith('#') ? ofNumber(body) : (ofName(body, named) ?? whole),
  );
}

/** What ftfy takes for a reference: never without the semicolon. */
const STRICT_REFERENCE = /&#?[0-9A-Za-z]{1,24};/g;

/**
 * Character references as characters, as ftfy has them (`unescape_html`): only those that end with a semicolon, and
 * lower-case names in capitals too (`&EACUTE;` is É).
 */
export function unescapeStrictly(text: string, named: NamedEntities): string {
  return text.replaceAll(STRICT_REFERENCE, (whole) => {
    if (whole.startsWith('&#')) {
      const read = unescapeHtml(whole, named);
      return read.includes(';') ? whole : read;
    }
    const name = whole.slice(1, -1);
    const value = named.values.get(name);
    if (value !== undefined) return value;
    const lower = name.toLowerCase();
    const small = name === name.toUpperCase() ? named.values.get(lower) : undefined;
    // `&LTIMES;` begins with `&LT`, which HTML reads by itself.
    return small === undefined || unescapeHtml(whole, named) !== whole
      ? whole
      : small.toUpperCase();
  });
}

function ofName(body: string, { values, legacy }: NamedEntities): string | undefined {
  if (body.endsWith(';')) {
    const exact = values.get(body.slice(0, -1));
    if (exact !== undefined) return exact;
  }
  for (let length = body.length; length > 1; length--) {
    const name = body.slice(0, length);
    if (legacy.has(name)) return `${values.get(name) ?? ''}${body.slice(length)}`;
  }
  return undefined;
}

/** `#65` or `#x41`, with or without a semicolon. Numbers that are no characters are U+FFFD or nothing, by HTML's rules. */
export function ofNumber(body: string): string {
  const hexadecimal = /^#x/i.test(body);
  const code = Number.parseInt(body.slice(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
  if (code === 0 || code > 0x10_ff_ff || (code >= 0xd8_00 && code <= 0xdf_ff)) return '\u{fffd}';
  if (code >= 0x80 && code <= 0x9f) return ofByte(code);
  return isNoCharacter(code) ? '' : String.fromCodePoint(code);
}

/** Controls but tab, line feed, form feed and carriage return; and what Unicode says will never be a character. */
function isNoCharacter(code: number): boolean {
  if (code < 0x20) return ![0x9, 0xa, 0xc, 0xd].includes(code);
  if (code === 0x7f || (code >= 0xfd_d0 && code <= 0xfd_ef)) return true;
  return (code & 0xff_fe) === 0xff_fe;
}
