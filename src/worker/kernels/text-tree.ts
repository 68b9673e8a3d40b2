import { commonLength } from '../../core/text/shared-beginnings.ts';

/** Token ids of a text. */
type Tokens = ArrayLike<number>;

/** Sequences as they go into one run: the rows that have to be computed, and the sequences that are made of them. */
export interface Sequences {
  /** The row of each place, sequence after sequence. */
  readonly paths: readonly number[];
  /** Numbers [sequences, SEQUENCE] of `tower-plan.ts`. */
  readonly sequences: readonly number[];
}

/** Texts laid out as a tree: what neighbours begin with is there once. */
export interface TextTree extends Sequences {
  /** Token and place of each row. */
  readonly tokens: readonly number[];
  readonly places: readonly number[];
  /** How many of the texts are in it. */
  readonly count: number;
}

/**
 * Lays out texts from `from` on, as many as have room in `mostRows` rows and so many sequences; the first always has.
 * Under a causal mask a token's numbers depend on what stands before it alone, so a text goes on where it leaves the one
 * before it: sorted texts have each beginning once.
 *
 * @param texts token ids up to their ends, none empty
 */
export function layOutTexts(texts: readonly Tokens[], from: number, mostRows: number): TextTree {
  const [tokens, places]: [number[], number[]] = [[], []];
  const [paths, sequences]: [number[], number[]] = [[], []];
  let path: number[] = [];
  let before: Tokens = [];
  let count = 0;
  for (const text of texts.slice(from, from + mostRows)) {
    const common = commonLength(before, text);
    const own = text.length - common;
    if (count > 0 && tokens.length + own > mostRows) break;
    path = path.slice(0, common);
    for (let place = common; place < text.length; place++) {
      path.push(tokens.length);
      tokens.push(text[place] ?? 0);
      places.push(place);
    }
    sequences.push(paths.length, text.length, own, path.at(-1) ?? 0);
    paths.push(...path);
    before = text;
    count++;
  }
  return { paths, sequences, tokens, places, count };
}

/** `count` sequences of `places` rows each, of which the first is read. */
export function wholeSequences(count: number, places: number): Sequences {
  const starts = Array.from({ length: count }, (_, i) => i * places);
  return {
    paths: Array.from({ length: count * places }, (_, i) => i),
    sequences: starts.flatMap((start) => [start, places, places, start]),
  };
}
