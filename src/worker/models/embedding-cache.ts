/** Vectors by what they depend on; those used longest ago go first when the room is full. */
export interface EmbeddingCache {
  get(key: string): Float32Array | undefined;
  set(key: string, vector: Float32Array): void;
}

/** What an entry costs beside its numbers and its key's letters, roughly. */
const ENTRY_BYTES = 100;

/** A cache of at most `limit` bytes. A vector larger than that is not kept. */
export function createEmbeddingCache(limit: number): EmbeddingCache {
  // A Map remembers the order in which keys were set: the first is the oldest.
  const vectors = new Map<string, Float32Array>();
  let bytes = 0;
  const remove = (key: string): void => {
    const vector = vectors.get(key);
    if (vector && vectors.delete(key)) bytes -= costOf(key, vector);
  };
  return {
    get(key) {
      const vector = vectors.get(key);
      if (!vector) return undefined;
      vectors.delete(key);
      vectors.set(key, vector);
      return vector;
    },
    set(key, vector) {
      remove(key);
      vectors.set(key, vector);
      bytes += costOf(key, vector);
      for (const oldest of vectors.keys()) {
        if (bytes <= limit) return;
        remove(oldest);
      }
    },
  };
}

function costOf(key: string, vector: Float32Array): number {
  return vector.byteLength + 2 * key.length + ENTRY_BYTES;
}
