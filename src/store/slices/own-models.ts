import { readOwnJson } from '../../browser/own-json.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface OwnModelsSlice extends Pick<State, 'ownModels'> {
  /** Reads the list that `npm run models` writes; a server without one has none. */
  readOwnModels(): Promise<void>;
}

export function ownModelsSlice({ fetch, address }: Outside): Slice<OwnModelsSlice> {
  return (set) => ({
    ownModels: [],
    readOwnModels: async () => {
      // A list that cannot be read is as good as none.
      const part = await attempt(
        () => importPart(() => import('../read-own-models.ts')),
        () => undefined,
      );
      const read = (json: unknown) => part?.readModels(json, address) ?? null;
      set({ ownModels: (await readOwnJson(fetch, address('models/index.json'), read)) ?? [] });
    },
  });
}
