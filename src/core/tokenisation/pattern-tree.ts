import { TokenizerError, TOKENIZER_BOUNDS } from './tokenizer-bounds.ts';

/** A regular expression as far as its cost depends on it. */
export type PatternNode =
  /** One character of some class. */
  | { readonly kind: 'character' }
  /** Anchors, and what looks ahead or behind. */
  | { readonly kind: 'assertion'; readonly body: PatternNode | null }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly options: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly least: number;
      /** `Infinity` where it is not bounded. */
      readonly most: number;
    };

interface Reading {
  readonly pattern: string;
  at: number;
  depth: number;
}

/** Nested groups and classes. */
const MOST_DEPTH = 32;
/** A repetition up to a number is compiled as that many copies. */
const MOST_COPIES = 1000;

/**
 * Reads a regular expression of the common part of Oniguruma's and JavaScript's syntax.
 * @throws TokenizerError for what is beyond it: back references, recursion, conditions, names
 */
export function readPattern(pattern: string): PatternNode {
  if (pattern.length > TOKENIZER_BOUNDS.pattern) {
    throw new TokenizerError(
      `a regular expression of ${pattern.length} characters is too long (at most ${TOKENIZER_BOUNDS.pattern})`,
    );
  }
  const reading: Reading = { pattern, at: 0, depth: 0 };
  const node = readChoice(reading);
  if (reading.at < pattern.length) throw unread(reading, 'closes a group that is not open');
  return node;
}

function readChoice(reading: Reading): PatternNode {
  const options: PatternNode[] = [readSequence(reading)];
  while (reading.pattern[reading.at] === '|') {
    reading.at++;
    options.push(readSequence(reading));
  }
  const [only] = options;
  return only && options.length === 1 ? only : { kind: 'choice', options };
}

function readSequence(reading: Reading): PatternNode {
  const items: PatternNode[] = [];
  for (;;) {
    const next = reading.pattern[reading.at];
    if (next === undefined || next === '|' || next === ')') return { kind: 'sequence', items };
    items.push(readRepeats(reading, readAtom(reading)));
  }
}

function readAtom(reading: Reading): PatternNode {
  const { pattern } = reading;
  const next = pattern[reading.at];
  if (next === '(') return readGroup(reading);
  if (next === '[') return readClass(reading);
  if (next === '\\') return readEscape(reading);
  if (next === '*' || next === '+' || next === '?') throw unread(reading, 'repeats nothing');
  reading.at += (pattern.codePointAt(reading.at) ?? 0) > 0xffff ? 2 : 1;
  return next === '^' || next === '$' ? { kind: 'assertion', body: null } : { kind: 'character' };
}

const GROUP = /\((?:\?(?::|i:|=|!|>|<=|<!))?/y;

function readGroup(reading: Reading): PatternNode {
  GROUP.lastIndex = reading.at;
  const [opening = '('] = GROUP.exec(reading.pattern) ?? [];
  reading.at += opening.length;
  if (opening === '(' && reading.pattern[reading.at] === '?') {
    throw unread(reading, 'has a group of an unknown kind');
  }
  deeper(reading);
  const body = readChoice(reading);
  if (reading.pattern[reading.at] !== ')') throw unread(reading, 'does not close a group');
  reading.at++;
  reading.depth--;
  return /[=!]$/.test(opening) ? { kind: 'assertion', body } : body;
}

/** Classes may hold classes; a bracket right behind the opening one is a character. */
function readClass(reading: Reading): PatternNode {
  const { pattern } = reading;
  const depth = reading.depth;
  do {
    const next = pattern[reading.at];
    if (next === undefined) throw unread(reading, 'does not close a class');
    if (next === '[') {
      deeper(reading);
      reading.at += pattern[reading.at + 1] === '^' ? 2 : 1;
      if (pattern[reading.at] === ']') reading.at++;
      continue;
    }
    if (next === ']') reading.depth--;
    reading.at += next === '\\' ? 2 : 1;
  } while (reading.depth > depth);
  return { kind: 'character' };
}

/** Escapes that stand for one character, and those that stand between two. */
const CHARACTER =
  /\\(?:[pP]\{[^}]{1,64}\}|x\{[^}]{1,8}\}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[wWdDsShHtnrfvae]|[^0-9A-Za-z])/y;
const BETWEEN = /\\[bBAzZ]/y;

function readEscape(reading: Reading): PatternNode {
  for (const [form, node] of [
    [CHARACTER, { kind: 'character' }],
    [BETWEEN, { kind: 'assertion', body: null }],
  ] as const) {
    form.lastIndex = reading.at;
    const found = form.exec(reading.pattern);
    if (!found) continue;
    reading.at += found[0].length;
    return node;
  }
  throw unread(reading, 'has an escape of an unknown kind');
}

const REPEAT = /(?:([*+?])|\{(\d{1,6})?(,)?(\d{1,6})?\})[?+]?/y;

function readRepeats(reading: Reading, atom: PatternNode): PatternNode {
  let node = atom;
  for (let repeats = 0; ; repeats++) {
    REPEAT.lastIndex = reading.at;
    const found = REPEAT.exec(reading.pattern);
    if (!found) return node;
    const [whole, sign, low, comma, high] = found;
    if (whole === '{}' || whole === '{,}') return node;
    if (repeats > 0) throw unread(reading, 'repeats a repetition');
    reading.at += whole.length;
    const least = sign === '+' ? 1 : Number(low ?? 0);
    const open = sign === '*' || sign === '+' || (comma !== undefined && high === undefined);
    const bounded = sign === '?' ? 1 : Number(high ?? low ?? 0);
    const most = open ? Number.POSITIVE_INFINITY : bounded;
    if (least > most || least > MOST_COPIES || (most > MOST_COPIES && !open)) {
      throw unread(reading, `repeats something more than ${MOST_COPIES} times`);
    }
    node = { kind: 'repeat', body: node, least, most };
  }
}

function deeper(reading: Reading): void {
  if (++reading.depth > MOST_DEPTH) throw unread(reading, 'is nested too deeply');
}

function unread(reading: Reading, fault: string): TokenizerError {
  return new TokenizerError(
    `a regular expression ${fault} (at its character ${reading.at + 1}), which is not taken here`,
  );
}
