/** Both tables of a text tower, row-major. */
export interface TokenTables {
  /** `token_embedding.weight`, [vocabulary, width]. */
  readonly tokens: Float32Array;
  /** `positional_embedding`, [context, width]. */
  readonly positions: Float32Array;
  readonly width: number;
}

/** Token rows of `ids` [N, S] (row-major), each with the row of its position added: [N, S, width]. */
export function gatherTokens(
  ids: ArrayLike<number>,
  length: number,
  { tokens, positions, width }: TokenTables,
): Float32Array {
  const rows = new Float32Array(ids.length * width);
  for (let index = 0; index < ids.length; index++) {
    const [token, position] = [(ids[index] ?? 0) * width, (index % length) * width];
    for (let column = 0; column < width; column++) {
      rows[index * width + column] =
        (tokens[token + column] ?? 0) + (positions[position + column] ?? 0);
    }
  }
  return rows;
}

/** The gradients of both tables from that of `gatherTokens`: every row gets the sum of what its uses got. */
export function scatterTokens(
  ids: ArrayLike<number>,
  length: number,
  gradient: Float32Array,
  { tokens, positions, width }: TokenTables,
): Pick<TokenTables, 'tokens' | 'positions'> {
  const sums = {
    tokens: new Float32Array(tokens.length),
    positions: new Float32Array(positions.length),
  };
  for (let index = 0; index < ids.length; index++) {
    const [token, position] = [(ids[index] ?? 0) * width, (index % length) * width];
    for (let column = 0; column < width; column++) {
      const part = gradient[index * width + column] ?? 0;
      sums.tokens[token + column] = (sums.tokens[token + column] ?? 0) + part;
      sums.positions[position + column] = (sums.positions[position + column] ?? 0) + part;
    }
  }
  return sums;
}
