/** What stands in a piece of Python, JSON or JavaScript: a text, a list, or pairs of key and value. */
export type Literal = string | readonly Literal[] | Pairs;

export interface Pairs {
  readonly pairs: readonly (readonly [string, Literal])[];
}

/** Lists in lists in lists: more than anybody pastes, and few enough for the stack. */
const DEEPEST = 20;

/** Characters behind the list that may still belong to it. */
const LONGEST_END = 200;

/** One piece of the notation: a quoted text, a bracket, comma or colon, a comment, or a bare word. */
const TOKEN =
  /\s*(?:(#.*|\/\/.*)|[rbuf]{0,2}("""|'''|["'`])((?:\\[^]|(?!\2)[^])*)\2|([[\](){},:])|((?:[^\s[\](){},:"'`]|(?<=\S)['"](?=\w)|[ \t]+(?=[^\s[\](){},:"'`#]))+))/giuy;

/** A name that the list is given, or a call around it: `labels = `, `"id2label": `, `np.array(`. */
const BEFORE =
  /^(?:(?:export|const|let|var)\s+)*["']?[\p{L}_$][\p{L}\p{N}_.$-]*["']?\s*(?::\s*[\w[\], .]{1,60}?)?\s*[=:]\s*(?=[\p{L}[({])|^(?:list|tuple|set|frozenset|dict|sorted|[\p{L}_.]*array|[\p{L}_.]*Series|return)\s*\(?\s*(?=[[({])/u;
/** What may follow it: an end of a statement, and the rest of a call. */
const BEHIND = /^(?:\s|[;,)\]}]|,?\s*(?:dtype|name|ordered)\s*=\s*[^,()]*)*$/u;

/**
 * The list or dictionary that a text is; `null` where it is none. Brackets that are never closed end with the text.
 * Round brackets make a list only where what they hold is quoted, as `(cat)` may well be a label.
 */
export function readLiteral(text: string): Literal | null {
  let rest = text.trim();
  for (let before = BEFORE.exec(rest); before; before = BEFORE.exec(rest))
    rest = rest.slice(before[0].length);
  if (!/^[[{]|^\(\s*[rbuf]{0,2}["'`]/iu.test(rest)) return null;
  const reader = readerOf(rest);
  const value = readValue(reader, 0);
  const behind = rest.slice(reader.at);
  return value !== null && behind.length <= LONGEST_END && BEHIND.test(behind) ? value : null;
}

interface Reader {
  readonly text: string;
  at: number;
}

const readerOf = (text: string): Reader => ({ text, at: 0 });

interface Token {
  readonly kind: 'text' | 'word' | 'sign';
  readonly text: string;
}

function next(reader: Reader): Token | null {
  for (;;) {
    TOKEN.lastIndex = reader.at;
    const match = TOKEN.exec(reader.text);
    if (!match) return null;
    reader.at = TOKEN.lastIndex;
    const [, comment, quote, quoted = '', sign, word] = match;
    if (comment !== undefined) continue;
    if (quote !== undefined) return { kind: 'text', text: unescaped(quoted) };
    if (sign !== undefined) return { kind: 'sign', text: sign };
    return { kind: 'word', text: (word ?? '').trim() };
  }
}

/** The value that stands next; `null` where none does. */
function readValue(reader: Reader, depth: number): Literal | null {
  if (depth > DEEPEST) return null;
  const token = next(reader);
  if (!token) return null;
  if (token.kind !== 'sign') return token.text;
  return '[({'.includes(token.text) ? readItems(reader, depth + 1) : null;
}

function readItems(reader: Reader, depth: number): Literal | null {
  const items: Literal[] = [];
  const pairs: [string, Literal][] = [];
  for (;;) {
    const before = reader.at;
    const token = next(reader);
    if (!token || (token.kind === 'sign' && '])}'.includes(token.text))) break;
    if (token.kind === 'sign' && token.text === ',') continue;
    if (token.kind === 'sign' && token.text === ':') {
      const key = items.pop();
      const value = readValue(reader, depth);
      if (typeof key !== 'string' || value === null) return null;
      pairs.push([key, value]);
      continue;
    }
    reader.at = before;
    const value = readValue(reader, depth);
    if (value === null) return null;
    items.push(value);
  }
  if (pairs.length === 0) return items;
  return items.length === 0 ? { pairs } : null;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\n': '' };

/** Escapes as Python, JSON and JavaScript share them. */
function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:u([\da-f]{4})|x([\da-f]{2})|u\{([\da-f]{1,6})\}|U([\da-f]{8})|([^]))/giu,
    (_, u?: string, x?: string, braced?: string, long?: string, other = '') => {
      const digits = u ?? x ?? braced ?? long;
      if (digits === undefined) return ESCAPES[other] ?? other;
      const code = Number.parseInt(digits, 16);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\u{fffd}';
    },
  );
}
