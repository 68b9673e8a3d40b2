/**
 * What a `tokenizer.json` may ask for. Each bound lies a few times above the largest published tokenizers (Gemma: 262,144
 * tokens, 580,604 merges, 6,415 added tokens), and what a text costs under all of them together is a second or two.
 */
export const TOKENIZER_BOUNDS = {
  tokens: 1_000_000,
  merges: 1_500_000,
  addedTokens: 20_000,
  /** Characters of one token. */
  tokenLength: 1024,
  /** Characters of all tokens that are looked up letter by letter: each letter may be a node of a tree. */
  treeLetters: 4_000_000,
  /** Longest token of a unigram model, whose work grows with its square. */
  unigramLength: 64,
  /** Highest token id; as large as a vocabulary that a configuration may have. */
  id: 2_000_000,
  /** Normalisers, pre-tokenizers and post-processors of one file, each, and how deep they lie in one another. */
  steps: 64,
  depth: 8,
  /** Parts of a template; the token sequence itself may stand in it once. */
  template: 64,
  /** Characters of a prefix, suffix or replacement. */
  affix: 256,
  /** Times by which the normalisers may lengthen a text. */
  growth: 64,
  /** Letters of a word that WordPiece looks at, whose work grows with their third power. */
  wordLength: 200,
  pattern: 2000,
  /** Characters of one text; a longer one is cut, since no context holds as many tokens. */
  text: 4096,
  /** Steps of a regular expression over one such text; some 10^9 are a second. */
  patternSteps: 4e9,
  /** Tokens of one text; a token is a byte at least. */
  textTokens: 1 << 20,
} as const;

/** A tokenizer file that is refused, and why, as the end of a sentence. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';

  readonly unfollowed: { readonly field: string; readonly value: string } | null;

  /** @param unfollowed a field that may change an id and is not followed, with its value as it is shown */
  constructor(reason: string, unfollowed: TokenizerError['unfollowed'] = null) {
    super(reason);
    this.unfollowed = unfollowed;
  }
}
