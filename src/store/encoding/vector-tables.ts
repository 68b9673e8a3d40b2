import type { TextVector, Vectors } from '../types.ts';

interface Rows {
  readonly images: Float32Array;
  readonly texts: TextVector;
}

/**
 * The vectors with more rows of one tower. Its table grows in place, so that a batch costs what it brings and not what is
 * there already; the wrapper is another one, which tells the views. A prompt's row is put there once and stays what it is.
 */
export function withRows<Kind extends keyof Rows>(
  vectors: Vectors,
  kind: Kind,
  tower: string,
  rows: Iterable<readonly [name: string, row: Rows[Kind]]>,
): Vectors {
  const tables = new Map<string, ReadonlyMap<string, Rows[Kind]>>(
    vectors[kind] as ReadonlyMap<string, ReadonlyMap<string, Rows[Kind]>>,
  );
  const table = (tables.get(tower) ?? new Map()) as Map<string, Rows[Kind]>;
  for (const [name, row] of rows) table.set(name, row);
  return { ...vectors, [kind]: tables.set(tower, table) };
}
