import { importPart } from '../../core/parts/import-part.ts';
import type { LabelSetId } from '../../core/text/label-sets.ts';
import { TEMPLATE_SETS } from '../../core/text/template-sets.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/contract.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { EvaluationData, EvaluationOptions } from '../../evaluation/chosen-data.ts';
import type { DataInput, OpenedData } from '../../evaluation/open-data.ts';
import type { SetChoices, SetReading } from '../../evaluation/set.ts';
import type { Slice } from '../all.ts';
import { DEFAULT_TEMPLATE } from '../defaults.ts';
import { typedTemplates } from '../labels/typed-lists.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface EvaluationSetupSlice extends Pick<
  State,
  'evaluationData' | 'evaluationOptions' | 'keptEmbeddings'
> {
  openEvaluationData(input: DataInput): Promise<void>;
  /** Reads the data that is open in another way: another split, character set, source of the labels, or columns. */
  readDataAs(change: SetChoices): Promise<void>;
  /** Gives up an opening, or puts the set away. */
  closeEvaluationData(): void;
  /** Names of one class, separated by `|`; an empty text brings the data's own name back. */
  nameClass(index: number, text: string): void;
  /** Takes the names of a ready list by the classes' numbers. */
  nameClassesFrom(id: LabelSetId): Promise<void>;
  changeEvaluationOptions(change: Partial<EvaluationOptions>): void;
  chooseEvaluationTemplates(id: string): Promise<void>;
  /** Templates as they are typed or pasted, in any notation. */
  typeEvaluationTemplates(text: string): Promise<void>;
  listKeptEmbeddings(): Promise<void>;
  forgetEmbeddings(identity: string): Promise<void>;
}

export function evaluationSetupSlice(outside: Outside): Slice<EvaluationSetupSlice> {
  const { openShelf, fetch, address } = outside;
  return (set, get) => {
    const opening = newestWins();
    /** What is open, listed, and what the visitor decided about it. */
    let opened: OpenedData | null = null;
    let choices: SetChoices = {};
    const rename = (names: (index: number) => readonly string[] | null): void =>
      set(({ evaluationData: data }) => {
        if (data.kind !== 'open') return {};
        const classes = data.set.classes.map((one, index) => ({
          ...one,
          names: names(index) ?? one.names,
        }));
        return { evaluationData: { ...data, set: { ...data.set, classes } } };
      });

    /** Reads what is listed as it was decided; of two that overlap the later counts. */
    const read = async (signal: AbortSignal): Promise<void> => {
      const [source, chosen] = [opened, choices];
      const show = (evaluationData: EvaluationData): void => {
        if (!signal.aborted && choices === chosen) set({ evaluationData });
      };
      let reading: SetReading | null = null;
      await attempt(
        async () => {
          const found = await source?.(chosen, (known) => (reading = known));
          if (!found) return;
          const { readyLists } = await importPart(() => import('../../evaluation/class-names.ts'));
          const lists = readyLists(found.classes.map(({ key }) => key));
          show({ kind: 'open', set: found, lists, problem: null });
        },
        (error) => show({ kind: 'failed', error, reading }),
      );
    };

    /** What could not be fetched for the open data is said beside it. */
    const refuse = (problem: EngineErrorData): void =>
      set(({ evaluationData: data }) =>
        data.kind === 'open' ? { evaluationData: { ...data, problem } } : {},
      );

    return {
      evaluationData: { kind: 'none' },
      evaluationOptions: {
        templates: [DEFAULT_TEMPLATE],
        templateSet: 'photo',
        keep: true,
        meanPictures: 10,
      },
      keptEmbeddings: [],
      openEvaluationData: async (input) => {
        const signal = opening.begin();
        opened = null;
        choices = {};
        const show = (evaluationData: EvaluationData): void => {
          if (!signal.aborted) set({ evaluationData });
        };
        show({ kind: 'opening', done: 0, total: 0 });
        const listed = await attempt(
          async () => {
            const { listData } = await importPart(() => import('../../evaluation/open-data.ts'));
            let shown = 0;
            return listData(input, {
              fetch,
              address,
              language: get().language,
              decodes,
              signal,
              onProgress: (done, total) => {
                // A hundredth at a time: a change of state for each piece would be thousands.
                if (done - shown < Math.max(total / 100, 1e6)) return;
                shown = done;
                show({ kind: 'opening', done, total });
              },
            });
          },
          (error) => show({ kind: 'failed', error, reading: null }),
        );
        if (!listed || signal.aborted) return;
        opened = listed;
        await read(signal);
      },
      readDataAs: async (change) => {
        choices = { ...choices, ...change };
        await read(opening.signal);
      },
      closeEvaluationData: () => {
        opening.giveUp();
        opened = null;
        set({ evaluationData: { kind: 'none' } });
      },
      nameClass: (index, text) => {
        const names = text.split('|').map((name) => name.trim());
        const some = [...new Set(names.filter((name) => name !== ''))];
        const { evaluationData: data } = get();
        const key = data.kind === 'open' ? data.set.classes[index]?.key : undefined;
        if (key !== undefined) rename((other) => (other === index ? orKey(some, key) : null));
      },
      nameClassesFrom: async (id) => {
        const { evaluationData: data } = get();
        if (data.kind !== 'open') return;
        const names = await attempt(async () => {
          const { namesFromList } = await importPart(
            () => import('../../evaluation/class-names.ts'),
          );
          return namesFromList(
            data.set.classes.map(({ key }) => key),
            id,
          );
        }, refuse);
        if (names) rename((index) => names[index] ?? null);
      },
      changeEvaluationOptions: (change) =>
        set(({ evaluationOptions }) => ({
          evaluationOptions: { ...evaluationOptions, ...change },
        })),
      typeEvaluationTemplates: async (text) => {
        const found = await attempt(
          () => typedTemplates(text),
          () => get().notify('part.notice', {}, { tone: 'problem' }),
        );
        const templates = found?.length === 0 ? ['{label}'] : found;
        if (templates) get().changeEvaluationOptions({ templates, templateSet: '' });
      },
      chooseEvaluationTemplates: async (id) => {
        const chosen = TEMPLATE_SETS.find((candidate) => candidate.id === id);
        const templates = chosen && (await attempt(chosen.load, refuse));
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
    };
  };
}

function orKey(names: readonly string[], key: string): readonly string[] {
  return names.length > 0 ? names : [key];
}

/** Whether this browser shows a picture at all, tried on it. */
async function decodes(picture: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(picture)).close();
    return true;
  } catch {
    return false;
  }
}
