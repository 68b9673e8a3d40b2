import { importPart } from '../../core/parts/import-part.ts';
import { cleanLabel } from '../../core/text/take-labels.ts';
import { attempt } from '../../engine/attempt.ts';
import type { All, Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import { isNamed, labelledGuesses, synsetIn } from '../pictures/guess-truth.ts';
import { pictureName } from '../pictures/picture-name.ts';
import type { Label, Picture } from '../types.ts';

export interface TruthsSlice {
  /**
   * Says what is in a picture; `null`: nobody knows. It counts in scores and as data, and teaches nothing. What is no label
   * yet becomes one, in the same step back: without it the truth would count nowhere.
   */
  sayTruth(picture: string, text: string | null): void;
  /** Takes every guess that is a label for the truth. */
  takeGuesses(): void;
  /** Adds what the synsets in file names stand for to the guesses. */
  nameSynsets(paths: ReadonlyMap<string, string>): Promise<void>;
}

export function truthsSlice({ newId }: Outside): Slice<TruthsSlice> {
  return (set, get) => {
    const say = (truths: ReadonlyMap<string, string | null>, labels: readonly Label[]): void => {
      get().remember();
      set(({ pictures }) => ({
        labels,
        pictures: pictures.map((picture) => {
          const text = truths.get(picture.id);
          return text === undefined ? picture : { ...picture, known: namesOf(text, get()) };
        }),
      }));
      void get().encodeMissing();
    };
    return {
      sayTruth: (id, text) => {
        const picture = get().pictures.find((candidate) => candidate.id === id);
        const truth = text === null ? null : cleanLabel(text);
        if (!picture || truth === '') return;
        const name = pictureName(picture, get());
        const { labels } = get();
        const isLabel = truth === null || labels.some((label) => isNamed(label, truth));
        const added = isLabel ? [] : [{ id: newId(), text: truth, prompts: null }];
        say(new Map([[id, truth]]), [...labels, ...added]);
        if (truth === null) get().notify('truth.unsaid', { name }, { undo: true });
        else get().notify('truth.said', { name, label: truth }, { undo: true });
      },
      takeGuesses: () => {
        const { pictures, labels } = get();
        const truths = labelledGuesses({ pictures, labels });
        if (truths.size === 0) return;
        say(truths, labels);
        get().notify('truth.taken', { count: truths.size }, { undo: true });
      },
      nameSynsets: async (paths) => {
        const found = [...paths].flatMap(([id, path]) => {
          const synset = synsetIn(path);
          return synset === null ? [] : [[id, synset] as const];
        });
        if (found.length === 0) return;
        // A guess that cannot be made is no fault.
        const hints = await attempt(
          async () => {
            const part = await importPart(() => import('../pictures/synset-names.ts'));
            return part.synsetNames(new Map(found));
          },
          () => undefined,
        );
        if (!hints) return;
        set(({ pictures }) => ({
          pictures: pictures.map((picture) => {
            const hint = hints.get(picture.id);
            return hint === undefined ? picture : { ...picture, hint };
          }),
        }));
      },
    };
  };
}

/** The truth in lower case; a name of the shelf in both languages, so that either label is right. */
function namesOf(text: string | null, { samples }: Pick<All, 'samples'>): Picture['known'] {
  if (text === null) return [];
  const name = text.toLowerCase();
  const sample = samples.find(({ en, zh }) => en.toLowerCase() === name || zh === name);
  return sample ? [sample.en.toLowerCase(), sample.zh] : [name];
}
