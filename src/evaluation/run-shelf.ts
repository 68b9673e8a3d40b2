import type { EmbeddingShelf, KeptClasses } from './shelf.ts';
import type { EvaluationSet } from './sets/set.ts';
import type { RunTower } from './towers.ts';

/** What a run keeps of its work, so that another one goes on where it stopped. */
export interface RunShelf {
  /** Takes what earlier runs kept of these towers. */
  restore(): Promise<void>;
  /** Keeps the embeddings of the pictures from `from` to before `to`. */
  keepRows(from: number, to: number): Promise<void>;
  /** Class vectors that an earlier run kept under that key; `null` where there are none. */
  recallClasses(key: string): Promise<KeptClasses | null>;
  keepClasses(key: string, classes: KeptClasses): Promise<void>;
}

/**
 * Storage may be full or forbidden at any time; the run does not depend on it. Nothing here rejects.
 * @param onRefused is told once, when something could not be kept or read; nothing is tried after that
 */
export function runShelf(
  shelf: EmbeddingShelf | null,
  set: EvaluationSet,
  towers: readonly RunTower[],
  onRefused: () => void,
): RunShelf {
  let keeping = shelf;
  const { identity, title } = set;
  const pictures = set.pictures.length;

  async function onShelf<T>(work: (shelf: EmbeddingShelf) => Promise<T>): Promise<T | undefined> {
    if (!keeping) return undefined;
    try {
      return await work(keeping);
    } catch {
      keeping = null;
      onRefused();
      return undefined;
    }
  }

  return {
    async restore() {
      for (const tower of towers) {
        if (tower.have > 0) continue;
        const { key, embeddings } = tower;
        const kept = await onShelf((shelf) => shelf.load(identity, key, embeddings));
        tower.have = Math.min(kept?.done ?? 0, pictures);
        for (const place of kept?.failed ?? []) tower.failed.add(place);
      }
    },
    async keepRows(from, to) {
      for (const { key, embeddings, dimensions, failed } of towers) {
        const rows = embeddings.slice(from * dimensions, to * dimensions);
        const places = [...failed].filter((place) => place >= from && place < to);
        const piece = { tower: key, identity, title, pictures, from, rows, dimensions };
        await onShelf((shelf) => shelf.append({ ...piece, failed: places }));
      }
    },
    recallClasses: async (key) =>
      (await onShelf((shelf) => shelf.loadClasses(identity, key))) ?? null,
    keepClasses: async (key, classes) => {
      await onShelf((shelf) => shelf.keepClasses(identity, key, classes));
    },
  };
}
