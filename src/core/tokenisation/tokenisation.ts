/**
 * What is done to a text before its checkpoint's tokenizer reads it, beside what the tokenizer's own file does:
 * - `none`: nothing; the file says all;
 * - `whitespace`, `lower`, `canonicalize`: OpenCLIP's cleanings of these names (mended and unescaped first; the last one also
 *   takes punctuation away, an underscore for a blank);
 * - `lower-only`: lower case and no more, as SigLIP 2 was trained;
 * - `siglip`: as `SiglipTokenizer` of transformers: lower case, ASCII's punctuation removed, blanks folded.
 */
export type Cleaning = 'none' | 'whitespace' | 'lower' | 'canonicalize' | 'lower-only' | 'siglip';

/** How texts become rows of token ids: what belongs to the checkpoint beside the tokenizer's file. */
export interface Tokenisation {
  readonly clean: Cleaning;
  /** Ids of a row at most. A longer text loses its end and keeps its end id. */
  readonly length: number;
  /**
   * Where rows are filled up to `length`, always: a tower without a mask reads the padding too. `null`: rows are as long as
   * their texts, and what stands behind a shorter one in a batch is not read.
   */
  readonly pad: 'right' | 'left' | null;
  /** What rows are filled with. */
  readonly padId: number;
  /** Put behind a text where the tokenizer's file puts no end token itself; `null`: never. */
  readonly endId: number | null;
  /** Whether an attention mask tells texts from padding; without one a graph that asks for a mask gets ones. */
  readonly mask: boolean;
}

/** CLIP's own: OpenCLIP's cleaning `lower`, rows up to their end token, no mask. */
export function clipTokenisation(length: number): Tokenisation {
  return { clean: 'lower', length, pad: null, padId: 0, endId: null, mask: false };
}

/** A row of ids, and whether the text behind it was too long. */
export interface TokenRow {
  /** At most `length`; exactly as many where rows are filled up. */
  readonly ids: readonly number[];
  readonly truncated: boolean;
}

/**
 * The row of one text.
 * @param ids what the tokenizer gives for the cleaned text, with the tokens that its file puts around it
 * @param end the id with which every text ends
 */
export function rowOf(
  ids: readonly number[],
  end: number,
  { length, pad, padId, endId }: Tokenisation,
): TokenRow {
  const ended = endId === null || ids.at(-1) === endId ? ids : [...ids, endId];
  const truncated = ended.length > length;
  const row = truncated ? [...ended.slice(0, length - 1), end] : ended;
  if (pad === null || row.length === length) return { ids: row, truncated };
  const padding = Array.from({ length: length - row.length }, () => padId);
  return { ids: pad === 'right' ? [...row, ...padding] : [...padding, ...row], truncated };
}
