import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { All, Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface FitSlice extends Pick<State, 'vocabularies' | 'unlabelled'> {
  /** Encodes everyday words for the text towers that are here, where nothing else waits for them. */
  readVocabularies(): Promise<void>;
  /** The labels are meant for the new pictures too. */
  keepLabels(): void;
}

export function fitSlice(outside: Outside): Slice<FitSlice> {
  return (set, get, api) => {
    const begun = new Map<string, Float32Array[]>();
    let [busy, again] = [false, false];
    api.subscribe((now, before) => {
      const unlabelled = unlabelledAfter(now, before);
      if (unlabelled !== now.unlabelled) set({ unlabelled });
    });
    return {
      vocabularies: new Map(),
      unlabelled: [],
      readVocabularies: async () => {
        again = true;
        if (busy) return;
        busy = true;
        while (again) {
          again = false;
          await attempt(
            async () => {
              const part = await importPart(() => import('../fit/read-vocabulary.ts'));
              await part.readVocabularies({ get, set, outside, begun });
            },
            // It is a help beside the bars, which say themselves why a text cannot be encoded.
            () => undefined,
          );
        }
        busy = false;
      },
      keepLabels: () => set({ unlabelled: [] }),
    };
  };
}

/** Own pictures that came after the labels: none once the visitor has changed a label. */
function unlabelledAfter(now: All, before: All): State['unlabelled'] {
  if (now.labels !== before.labels) return now.unlabelled.length > 0 ? [] : now.unlabelled;
  if (now.pictures === before.pictures || !before.arranged) return now.unlabelled;
  const had = new Set(before.pictures.map(({ id }) => id));
  const here = new Set(now.pictures.map(({ id }) => id));
  const added = now.pictures.filter(
    ({ id, blob, sample }) => blob !== null && sample === null && !had.has(id),
  );
  const still = now.unlabelled.filter((id) => here.has(id));
  if (added.length === 0 && still.length === now.unlabelled.length) return now.unlabelled;
  return [...still, ...added.map(({ id }) => id)];
}
