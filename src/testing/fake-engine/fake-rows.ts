/** Width of the fake engine's vectors. */
export const EMBED_DIM = 8;

/** The bytes in equal pieces. */
export function rowsOf(bytes: Uint8Array, rows: number): Uint8Array[] {
  const size = bytes.length / rows;
  return Array.from({ length: rows }, (_, row) => bytes.subarray(row * size, (row + 1) * size));
}

/** Eight numbers in [-1, 1) from the bytes and the salt, by FNV-1a. */
export function hashRow(bytes: Uint8Array, salt: string): number[] {
  return Array.from({ length: EMBED_DIM }, (_, column) => {
    let hash = 0x811c9dc5;
    for (const byte of [...new TextEncoder().encode(`${salt} ${column} `), ...bytes]) {
      hash = Math.imul(hash ^ byte, 0x01000193);
    }
    return (hash >>> 0) / 2 ** 31 - 1;
  });
}

/** A row of a picture that cannot be read. */
export function nanRow(): number[] {
  return Array.from({ length: EMBED_DIM }, () => Number.NaN);
}

/** Rows as [N, 8]. */
export function matrix(rows: readonly number[][]) {
  const dims: [number, number] = [rows.length, EMBED_DIM];
  return { data: Float32Array.from(rows.flat()), dims };
}
