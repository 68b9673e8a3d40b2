import { quote } from '../quote.ts';
import {
  affixOf,
  type Fields,
  flagsOf,
  listOf,
  objectOf,
  onlyFields,
  onlyValues,
  own,
  textOf,
} from './checked-fields.ts';
import { checkPattern } from './pattern-cost.ts';
import { TokenizerError, TOKENIZER_BOUNDS } from './tokenizer-bounds.ts';

/** How long a text of the most characters may be by now; each step that can lengthen it is counted. */
export interface Growth {
  factor: number;
  steps: number;
}

type Check = (fields: Fields, growth: Growth, depth: number) => Fields;

const { affix, depth: MOST_DEPTH, steps: MOST_STEPS } = TOKENIZER_BOUNDS;

/** The fields of each kind of step, beside its type. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  BertNormalizer: ['clean_text', 'handle_chinese_chars', 'strip_accents', 'lowercase'],
  Precompiled: ['precompiled_charsmap'],
  Strip: ['strip_left', 'strip_right'],
  Prepend: ['prepend'],
  Replace: ['pattern', 'content'],
  Sequence: ['normalizers', 'pretokenizers'],
  Punctuation: ['behavior'],
  Digits: ['individual_digits'],
  ByteLevel: ['add_prefix_space', 'trim_offsets', 'use_regex'],
  // A whole text is cut into the same pieces as its words, each of which begins with the mark.
  Metaspace: ['replacement', 'str_rep', 'prepend_scheme', 'add_prefix_space', 'split'],
  Split: ['pattern', 'behavior', 'invert'],
  FixedLength: ['length'],
};

/** Nothing of it is the file's. */
const plain: Check = () => ({});

const NORMALIZERS: Readonly<Record<string, Check>> = {
  BertNormalizer: (fields) =>
    flagsOf(fields, 'clean_text', 'handle_chinese_chars', 'strip_accents', 'lowercase'),
  Precompiled: plain,
  NFC: plain,
  NFD: plain,
  NFKC: plain,
  NFKD: plain,
  StripAccents: plain,
  Lowercase: plain,
  Strip: (fields) => flagsOf(fields, 'strip_left', 'strip_right'),
  Prepend: (fields, growth) => ({ prepend: added(own(fields, 'prepend'), growth) }),
  Replace: replace,
  Sequence: (fields, growth, depth) => ({
    normalizers: stepsOf(own(fields, 'normalizers'), NORMALIZERS, 'normalizer', growth, depth),
  }),
};

const PRE_TOKENIZERS: Readonly<Record<string, Check>> = {
  BertPreTokenizer: plain,
  Whitespace: plain,
  WhitespaceSplit: plain,
  Punctuation: (fields) => {
    onlyValues(fields, 'behavior', ['Isolated'], 'pre_tokenizer');
    return {};
  },
  Digits: (fields) => flagsOf(fields, 'individual_digits'),
  ByteLevel: (fields, growth) => {
    // Each byte becomes a letter, which has two bytes at most: a second time it doubles, and so on.
    grow(growth, 2);
    return flagsOf(fields, 'add_prefix_space', 'trim_offsets', 'use_regex');
  },
  Metaspace: metaspace,
  Split: split,
  Replace: replace,
  FixedLength: (fields) => {
    const length = own(fields, 'length');
    if (typeof length === 'number' && Number.isInteger(length) && length > 0) return { length };
    throw new TokenizerError('a pre-tokenizer cuts into pieces of no length');
  },
  Sequence: (fields, growth, depth) => ({
    pretokenizers: stepsOf(
      own(fields, 'pretokenizers'),
      PRE_TOKENIZERS,
      'pre-tokenizer',
      growth,
      depth,
    ),
  }),
};

/** @throws TokenizerError */
export function checkNormalizer(value: unknown, growth: Growth): Fields | null {
  return stepOf(value, NORMALIZERS, 'normalizer', growth, 0);
}

/** @throws TokenizerError */
export function checkPreTokenizer(value: unknown, growth: Growth): Fields | null {
  return stepOf(value, PRE_TOKENIZERS, 'pre-tokenizer', growth, 0);
}

function stepOf(
  value: unknown,
  known: Readonly<Record<string, Check>>,
  what: string,
  growth: Growth,
  depth: number,
): Fields | null {
  if (value === undefined || value === null) return null;
  const fields = objectOf(value, `its ${what}`);
  const name = what.replace('-', '_');
  const type = textOf(own(fields, 'type'), `the type of its ${what}`, affix);
  const check = Object.hasOwn(known, type) ? known[type] : undefined;
  if (!check) throw new TokenizerError(`its ${what} is of the unknown type ${quote(type)}`);
  if (++growth.steps > MOST_STEPS || depth > MOST_DEPTH) {
    throw new TokenizerError(
      `its ${what} has too many parts (at most ${MOST_STEPS}, ${MOST_DEPTH} deep)`,
    );
  }
  onlyFields(fields, ['type', ...(FIELDS[type] ?? [])], name);
  return { type, ...check(fields, growth, depth) };
}

function stepsOf(
  value: unknown,
  known: Readonly<Record<string, Check>>,
  what: string,
  growth: Growth,
  depth: number,
): readonly (Fields | null)[] {
  const steps = listOf(value ?? [], `its ${what}`, MOST_STEPS);
  return steps.map((step) => stepOf(step, known, what, growth, depth + 1));
}

function split(fields: Fields, growth: Growth): Fields {
  const { pattern } = patternOf(own(fields, 'pattern'), growth);
  const behavior = affixOf(own(fields, 'behavior'), 'a behaviour');
  return { pattern, ...(behavior !== null && { behavior }), ...flagsOf(fields, 'invert') };
}

function metaspace(fields: Fields, growth: Growth): Fields {
  const [replacement, str_rep, prepend_scheme] = ['replacement', 'str_rep', 'prepend_scheme'].map(
    (name) => affixOf(own(fields, name), `the ${name} of its pre-tokenizer`),
  );
  // Before there was a scheme, this field told whether a text begins with the mark.
  const scheme = prepend_scheme ?? (own(fields, 'add_prefix_space') === false ? 'never' : null);
  const written = str_rep || (replacement ?? '▁');
  grow(growth, Math.max(1, lengthened(written)));
  return {
    ...(replacement != null && { replacement }),
    ...(str_rep != null && { str_rep }),
    ...(scheme !== null && { prepend_scheme: scheme }),
  };
}

function replace(fields: Fields, growth: Growth): Fields {
  const { pattern, shortest } = patternOf(own(fields, 'pattern'), growth);
  const content = textOf(own(fields, 'content') ?? '', 'a replacement', affix);
  // JavaScript would put parts of the text in their place.
  if (/\$[$&`'<0-9]/.test(content)) {
    throw new TokenizerError(`a replacement holds ${quote(content)}, which stands for other text`);
  }
  const length = lengthened(content);
  // An empty match puts the content between all letters.
  grow(growth, shortest === 0 ? length + 1 : Math.max(1, length / shortest));
  return { pattern, content };
}

function patternOf(value: unknown, growth: Growth) {
  const fields = objectOf(value ?? {}, 'a pattern');
  const regex = own(fields, 'Regex');
  if (regex !== undefined) {
    const source = textOf(regex, 'a regular expression', TOKENIZER_BOUNDS.pattern);
    const shortest = checkPattern(source, TOKENIZER_BOUNDS.text * growth.factor);
    return { pattern: { Regex: source }, shortest };
  }
  const literal = textOf(own(fields, 'String'), 'a pattern', affix);
  return { pattern: { String: literal }, shortest: literal.length };
}

function added(value: unknown, growth: Growth): string {
  const text = affixOf(value, 'what is put before a text') ?? '';
  grow(growth, 1 + lengthened(text) / TOKENIZER_BOUNDS.text);
  return text;
}

/** Characters of a text that a later step writes apart (one ligature of Arabic becomes eighteen letters). */
function lengthened(text: string): number {
  return Math.max(text.length, text.normalize('NFKD').toLowerCase().length);
}

function grow(growth: Growth, factor: number): void {
  growth.factor *= factor;
  if (growth.factor > TOKENIZER_BOUNDS.growth) {
    throw new TokenizerError(
      `it could make a text more than ${TOKENIZER_BOUNDS.growth} times as long`,
    );
  }
}
