import { importPart } from '../../core/parts/import-part.ts';
import type { LabelSetId } from '../../core/text/label-sets.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';

export interface EvaluationNamesSlice {
  /** Names of one class, separated by `|`; an empty text brings the data's own name back. */
  nameClass(index: number, text: string): void;
  /** Takes the names of a ready list by the classes' numbers. */
  nameClassesFrom(id: LabelSetId): Promise<void>;
}

export function evaluationNamesSlice(): Slice<EvaluationNamesSlice> {
  return (set, get) => {
    const rename = (names: (index: number) => readonly string[] | null): void =>
      set(({ evaluationData: data }) => {
        if (data.kind !== 'open') return {};
        const classes = data.set.classes.map((one, index) => ({
          ...one,
          names: names(index) ?? one.names,
        }));
        return { evaluationData: { ...data, set: { ...data.set, classes } } };
      });
    /** The data's own names, by their places; none where no data is open. */
    const keys = (): readonly string[] => {
      const { evaluationData: data } = get();
      return data.kind === 'open' ? data.set.classes.map(({ key }) => key) : [];
    };
    return {
      nameClass: (index, text) => {
        const names = text.split('|').map((name) => name.trim());
        const some = [...new Set(names.filter((name) => name !== ''))];
        const key = keys()[index];
        if (key === undefined) return;
        rename((other) => (other === index ? (some.length > 0 ? some : [key]) : null));
      },
      nameClassesFrom: async (id) => {
        if (get().evaluationData.kind !== 'open') return;
        const names = await attempt(async () => {
          const part = await importPart(() => import('../../evaluation/sets/class-names.ts'));
          return part.namesFromList(keys(), id);
        }, get().refuseEvaluation);
        if (names) rename((index) => names[index] ?? null);
      },
    };
  };
}
