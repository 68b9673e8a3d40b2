import { TEMPLATE_SETS } from '../../core/text/template-sets.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EvaluationOptions } from '../../evaluation/sets/chosen-data.ts';
import type { Slice } from '../all.ts';
import { DEFAULT_TEMPLATE } from '../defaults.ts';
import { typedTemplates } from '../labels/typed-lists.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import { withPart } from '../with-part.ts';

export interface EvaluationOptionsSlice extends Pick<
  State,
  'evaluationOptions' | 'keptEmbeddings'
> {
  changeEvaluationOptions(change: Partial<EvaluationOptions>): void;
  chooseEvaluationTemplates(id: string): Promise<void>;
  /** Templates as they are typed or pasted, in any notation. */
  typeEvaluationTemplates(text: string): Promise<void>;
  listKeptEmbeddings(): Promise<void>;
  forgetEmbeddings(identity: string): Promise<void>;
}

export function evaluationOptionsSlice({ openShelf }: Outside): Slice<EvaluationOptionsSlice> {
  return (set, get) => ({
    evaluationOptions: {
      templates: [DEFAULT_TEMPLATE],
      templateSet: 'photo',
      keep: true,
      meanPictures: 10,
    },
    keptEmbeddings: [],
    changeEvaluationOptions: (change) =>
      set(({ evaluationOptions }) => ({ evaluationOptions: { ...evaluationOptions, ...change } })),
    typeEvaluationTemplates: async (text) => {
      const found = await withPart(get, () => typedTemplates(text));
      const templates = found?.length === 0 ? ['{label}'] : found;
      if (templates) get().changeEvaluationOptions({ templates, templateSet: '' });
    },
    chooseEvaluationTemplates: async (id) => {
      const chosen = TEMPLATE_SETS.find((candidate) => candidate.id === id);
      const templates = chosen && (await attempt(chosen.load, get().refuseEvaluation));
      if (templates) get().changeEvaluationOptions({ templates, templateSet: id });
    },
    listKeptEmbeddings: async () => {
      const kept = await attempt(
        async () => (await openShelf?.())?.list(),
        () => undefined,
      );
      set({ keptEmbeddings: kept ?? [] });
    },
    forgetEmbeddings: async (identity) => {
      await attempt(
        async () => (await openShelf?.())?.remove(identity),
        () => undefined,
      );
      await get().listKeptEmbeddings();
    },
  });
}
