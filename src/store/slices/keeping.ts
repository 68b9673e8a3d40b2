import type { EngineErrorData } from '../../engine/contract.ts';
import type { StorageReport } from '../../engine/kept.ts';
import { within } from '../../core/waiting/within.ts';
import type { Outside, Slice } from '../all.ts';
import { attempt } from '../../engine/attempt.ts';

/** What this browser keeps of the downloaded checkpoints. */
export interface KeepingSlice {
  /** `null` until it was read. */
  readonly storage: StorageReport | null;
  readonly storageError: EngineErrorData | null;
  /** The browser has promised not to clear it by itself; `null` where it does not say. */
  readonly persisted: boolean | null;
  /** The browser was asked to promise that, and did not. */
  readonly refusedToPersist: boolean;
  /** Columns whose downloads go into memory, because there was no room to keep them. */
  readonly inMemory: ReadonlySet<string>;
  readStorage(): Promise<void>;
  /** Deletes one kept file by its address. */
  forgetKept(url: string): Promise<void>;
  askToPersist(): Promise<void>;
  /** Loads a column without keeping its files, from now on. */
  loadIntoMemory(column: string): Promise<void>;
}

/** What the browser says; `otherwise` where it cannot be asked, or asks the visitor and hears nothing for a minute. */
async function answer<T>(asked: Promise<boolean> | undefined, otherwise: T): Promise<boolean | T> {
  return asked ? within(60_000, asked, () => otherwise) : otherwise;
}

/** The part of the browser's `navigator.storage` that only a page may call. */
export type Persistence = Pick<StorageManager, 'persist' | 'persisted'>;

export function keepingSlice({ engine, persistence }: Outside): Slice<KeepingSlice> {
  return (set, get) => {
    const failed = (storageError: EngineErrorData): void => set({ storageError });
    return {
      storage: null,
      storageError: null,
      persisted: null,
      refusedToPersist: false,
      inMemory: new Set(),
      readStorage: async () => {
        const storage = await attempt(() => engine.kept(), failed);
        const persisted = await attempt(
          () => answer(persistence?.persisted(), null),
          () => undefined,
        );
        set({ persisted: persisted ?? null, ...(storage && { storage }) });
      },
      forgetKept: async (url) => {
        set({ storageError: null });
        await attempt(() => engine.forget(url), failed);
        await get().readStorage();
      },
      askToPersist: async () => {
        const agreed = await attempt(
          () => answer(persistence?.persist(), false),
          () => undefined,
        );
        set({ persisted: agreed ?? false, refusedToPersist: agreed !== true });
      },
      loadIntoMemory: async (column) => {
        set(({ inMemory }) => ({ inMemory: new Set(inMemory).add(column) }));
        await get().retryColumn(column);
      },
    };
  };
}
