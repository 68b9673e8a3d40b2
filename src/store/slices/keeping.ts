import { within } from '../../core/waiting/within.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

/** What this browser keeps of the downloaded checkpoints. */
export interface KeepingSlice extends Pick<
  State,
  'storage' | 'storageError' | 'persisted' | 'refusedToPersist' | 'inMemory'
> {
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
