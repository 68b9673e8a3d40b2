import type { LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import type { Activation } from '../../core/model/architecture.ts';
import type { EngineErrorData, LoadedModel, Progress } from '../../engine/contract.ts';
import type { Outside, Slice } from '../all.ts';
import { attempt } from '../actions/attempt.ts';
import { choiceOptions, modelSource } from '../actions/model-choice.ts';
import { followLoad, SHOW_EVERY_MS } from '../actions/follow-load.ts';
import { sourceName } from '../selectors/source-name.ts';
import type { Column, ColumnSource, ColumnStatus, ModelChoice } from '../types.ts';

export interface ColumnsSlice {
  readonly columns: readonly Column[];
  /** Loads a column as its settings say; a load that is under way is given up. */
  loadColumn(id: string): Promise<void>;
  loadAll(): Promise<void>;
  cancelLoad(id: string): void;
  setSeed(id: string, seed: number): void;
  setRule(id: string, rule: LoadRuleId): void;
  setActivation(id: string, activation: Activation | null): void;
  setSource(id: string, source: ColumnSource): void;
  /** Everything at once, with one load. */
  setModel(id: string, choice: ModelChoice): void;
  /** One more column, if there is room: of that choice, or the complete built-in file with the image side only. */
  addColumn(choice?: ModelChoice): void;
  removeColumn(id: string): void;
  setColumns(columns: readonly Column[]): void;
  setTextError(id: string, error: EngineErrorData): void;
  /** The column's file kept the engine busy without end: it stays away until somebody asks for it again. */
  columnStuck(id: string, error: EngineErrorData): void;
  /** After the engine was ended because of one file: every other model is loaded again. */
  beginAgain(error: EngineErrorData): Promise<void>;
}

export const MOST_COLUMNS = 4;
export const MAX_SEED = 0xffffffff;
/** Begins the id of a model that is shown although the engine does not have it, such as one from before the page was built. */
export const PRECOMPUTED = 'precomputed ';

/** A column before its first load. */
export function newColumn(
  id: string,
  source: ColumnSource,
  options: Partial<ModelChoice> = {},
): Column {
  return { id, ...newChoice(source, options), status: { kind: 'idle' }, textError: null };
}

/** A source loaded as it is, but for the options given. */
export function newChoice(source: ColumnSource, options: Partial<ModelChoice> = {}): ModelChoice {
  return {
    rule: 'openclip',
    seed: 0,
    activation: null,
    resets: [],
    crop: null,
    precision: 'fp32',
    ...options,
    source,
  };
}

/** The page's own pair: one model, once whole and once with the image side only. */
export function defaultColumns(): Column[] {
  return [
    newColumn('a', { kind: 'built-in', file: 'complete' }),
    newColumn('b', { kind: 'built-in', file: 'vision-only' }),
  ];
}

export function columnsSlice({ engine, address, newId, marks }: Outside): Slice<ColumnsSlice> {
  return (set, get) => {
    const loads = new Map<string, AbortController>();
    const find = (id: string) => get().columns.find((column) => column.id === id);
    const patch = (id: string, change: Partial<Column>): void =>
      set(({ columns }) => ({
        columns: columns.map((column) => (column.id === id ? { ...column, ...change } : column)),
      }));
    const status = (id: string, next: ColumnStatus): void => patch(id, { status: next });
    const release = (model: LoadedModel | null): void => {
      if (model)
        void attempt(
          () => engine.release(model.id),
          () => undefined,
        );
    };
    const reload = (id: string, change: Partial<Column>): void => {
      patch(id, change);
      void get().loadColumn(id);
    };

    return {
      columns: defaultColumns(),
      setColumns: (columns) => set({ columns }),
      setTextError: (id, textError) => patch(id, { textError }),
      columnStuck: (id, error) => status(id, { kind: 'failed', error }),
      beginAgain: async (error) => {
        const { columns } = get();
        if (
          !columns.some(
            (column) => column.status.kind === 'failed' && column.status.error === error,
          )
        )
          get().notify('error.engine-stuck', error.details, { tone: 'problem' });
        const lost = columns.filter(
          ({ status: { kind } }) => kind === 'ready' || kind === 'loading',
        );
        for (const column of lost) {
          loads.get(column.id)?.abort(new DOMException('The engine begins again.', 'AbortError'));
          status(column.id, {
            kind: 'loading',
            progress: null,
            previous: shownOnly(modelOf(column)),
          });
        }
        for (const { id } of lost) await get().loadColumn(id);
      },
      loadColumn: async (id) => {
        const column = find(id);
        if (!column) return;
        loads.get(id)?.abort(new DOMException('Another load replaced this one.', 'AbortError'));
        const controller = new AbortController();
        loads.set(id, controller);
        const { signal } = controller;
        const previous = modelOf(column);
        const follow = followLoad(() => performance.now());
        let late: ReturnType<typeof setTimeout> | undefined;
        const show = (progress: Progress): void => {
          clearTimeout(late);
          if (signal.aborted) return;
          const seen = follow(progress);
          if (seen) status(id, { kind: 'loading', previous, ...seen });
          // The last word before a server falls silent is shown too.
          else late = setTimeout(() => show(progress), SHOW_EVERY_MS);
        };
        if (column.source.kind !== 'built-in') marks?.begin(id, sourceName(column.source));
        patch(id, { status: { kind: 'loading', progress: null, previous }, textError: null });
        const loaded = await attempt(
          () =>
            engine.load(modelSource(column.source, address), {
              ...choiceOptions(column),
              device: get().deviceChoice,
              ...(get().inMemory.has(id) && { keep: false }),
              signal,
              onProgress: show,
              onStuck: (error) => {
                if (loads.get(id) === controller) get().columnStuck(id, error);
              },
            }),
          (error) => {
            if (signal.aborted) return;
            if (error.code === 'worker-died') get().engineDied();
            status(id, { kind: 'failed', error });
          },
        );
        clearTimeout(late);
        if (loads.get(id) === controller) marks?.end(id);
        if (signal.aborted) {
          release(loaded ?? null);
          return;
        }
        if (!find(id)) release(loaded ?? null);
        else if (loaded) {
          status(id, { kind: 'ready', loaded, ...(previous && { previous }) });
          void get().refreshDevice();
          void get().encodeMissing();
          void get().measurePrecision(id, 'unasked');
          for (const other of get().columns) {
            if (canBorrow(other, loaded)) void get().loadColumn(other.id);
          }
        }
        release(previous);
      },
      loadAll: async () => {
        // One after the other: the second finds the first one's files and image tower.
        for (const { id } of get().columns) await get().loadColumn(id);
      },
      cancelLoad: (id) => {
        loads.get(id)?.abort(new DOMException('The visitor cancelled.', 'AbortError'));
        const column = find(id);
        if (column?.status.kind !== 'loading') return;
        const { previous } = column.status;
        const live = previous && !previous.id.startsWith(PRECOMPUTED);
        status(id, live ? { kind: 'ready', loaded: previous } : { kind: 'idle' });
      },
      setSeed: (id, seed) =>
        reload(id, { seed: Math.min(Math.max(Math.trunc(seed), 0), MAX_SEED) }),
      setRule: (id, rule) => reload(id, { rule }),
      setActivation: (id, activation) => reload(id, { activation }),
      setSource: (id, source) => reload(id, { source, rule: 'openclip' }),
      setModel: (id, { source, rule, seed, activation, resets, crop, precision }) =>
        reload(id, { source, rule, seed, activation, resets, crop, precision }),
      addColumn: (choice = newChoice({ kind: 'built-in', file: 'complete' }, { rule: 'timm' })) => {
        const { columns } = get();
        if (columns.length >= MOST_COLUMNS) return;
        const column = newColumn(newId(), choice.source, choice);
        set({ columns: [...columns, column] });
        void get().loadColumn(column.id);
      },
      removeColumn: (id) => {
        const column = find(id);
        if (!column || get().columns.length === 1) return;
        loads.get(id)?.abort(new DOMException('The column was removed.', 'AbortError'));
        release(modelOf(column));
        set(({ columns }) => ({ columns: columns.filter((other) => other.id !== id) }));
      },
    };
  };
}

/** The model that a column shows: its own, or while it loads the one before. */
export function modelOf({ status }: Column): LoadedModel | null {
  if (status.kind === 'ready') return status.loaded;
  return status.kind === 'loading' ? status.previous : null;
}

/** A model that its column goes on showing although the engine has lost it. */
function shownOnly(model: LoadedModel | null): LoadedModel | null {
  return model && { ...model, id: `${PRECOMPUTED}${model.id}` };
}

/** A column whose labels wait for a tokenizer, which the loaded model brings: loaded again, it borrows that. */
function canBorrow({ status, textError }: Column, { model }: LoadedModel): boolean {
  if (textError?.code !== 'tokenizer-missing' || status.kind !== 'ready') return false;
  const { vocabSize } = status.loaded.model.description.architecture.text;
  const brings = model.tokenizer !== null && model.tokenizerLender === undefined;
  return brings && model.description.architecture.text.vocabSize === vocabSize;
}
