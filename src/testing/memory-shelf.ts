import type { EmbeddingShelf, KeptClasses, KeptEmbeddings, KeptRows } from '../evaluation/shelf.ts';

/** A shelf that lives as long as a test. */
export function memoryShelf(): EmbeddingShelf {
  const pieces: KeptRows[] = [];
  const classes = new Map<string, KeptClasses>();
  const of = (identity: string, tower: string): KeptRows[] =>
    pieces.filter((piece) => piece.identity === identity && piece.tower === tower);
  const rowsOf = (some: readonly KeptRows[]): number =>
    some.reduce((sum, { rows, dimensions }) => sum + rows.length / dimensions, 0);
  return {
    load: async (identity, tower, into) => {
      const own = of(identity, tower);
      for (const { rows, from, dimensions } of own) into.set(rows, from * dimensions);
      return { done: rowsOf(own), failed: own.flatMap(({ failed }) => failed) };
    },
    append: async (piece) => {
      if (rowsOf(of(piece.identity, piece.tower)) === piece.from) pieces.push(piece);
    },
    loadClasses: async (identity, key) => classes.get(`${identity} ${key}`) ?? null,
    keepClasses: async (identity, key, kept) => void classes.set(`${identity} ${key}`, kept),
    list: async () => {
      const towers = new Map(pieces.map((piece) => [`${piece.identity} ${piece.tower}`, piece]));
      return [...towers.values()].map(({ identity, title, pictures, tower }): KeptEmbeddings => {
        const own = of(identity, tower);
        const bytes = own.reduce((sum, { rows }) => sum + rows.byteLength, 0);
        return { identity, title, pictures, done: rowsOf(own), bytes };
      });
    },
    remove: async (identity) => {
      for (let i = pieces.length - 1; i >= 0; i--) {
        if (pieces[i]?.identity === identity) pieces.splice(i, 1);
      }
      for (const key of classes.keys()) if (key.startsWith(identity)) classes.delete(key);
    },
  };
}
