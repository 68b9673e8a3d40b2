import { BoundError } from './bound-error.ts';

export interface JsonBounds {
  readonly characters: number;
  /** Lists in lists, objects in objects. */
  readonly depth: number;
  /** Lists and objects together: an empty one is two characters, and takes thirty bytes of memory. */
  readonly containers: number;
  /** Values in lists and objects together. */
  readonly values: number;
}

/** For what describes a model or lists files: the largest listing of the hub's has some 10,000 objects. */
export const CONFIG_JSON: JsonBounds = {
  characters: 1 << 24,
  depth: 64,
  containers: 200_000,
  values: 2_000_000,
};

/** For `tokenizer.json`: the largest published has 580,000 merges, each a list of two. */
export const TOKENIZER_JSON: JsonBounds = {
  characters: 1 << 26,
  depth: 64,
  containers: 1_500_000,
  values: 8_000_000,
};

/** For tables of numbers and names: five million pictures with three numbers in each of some columns. */
export const TABLE_JSON: JsonBounds = {
  characters: 1 << 28,
  depth: 64,
  containers: 1_000_000,
  values: 1 << 26,
};

/**
 * `JSON.parse` of a text that was counted first, in one pass and without memory of its own: the parser itself would build
 * gigabytes of empty lists from some megabytes.
 * @throws BoundError; SyntaxError where it is no JSON
 */
export function parseBoundedJson(text: string, bounds: JsonBounds): unknown {
  if (text.length > bounds.characters) {
    throw new BoundError('characters of JSON', bounds.characters);
  }
  let [depth, containers, values] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = closingQuote(text, at);
    else if (code === COMMA && ++values > bounds.values) {
      throw new BoundError('values in JSON', bounds.values);
    } else if (code === OPEN_LIST || code === OPEN_OBJECT) {
      if (++depth > bounds.depth) throw new BoundError('levels of JSON', bounds.depth);
      if (++containers > bounds.containers) {
        throw new BoundError('lists and objects in JSON', bounds.containers);
      }
    } else if (code === CLOSE_LIST || code === CLOSE_OBJECT) depth--;
  }
  return JSON.parse(text) as unknown;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The end of the text where the string is never closed: `JSON.parse` says so. */
function closingQuote(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}
