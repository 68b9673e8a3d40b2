import type { LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { GetAll, SetAll, Slice } from '../all.ts';
import { type ColumnLoads, columnLoads, resting } from '../columns/column-loads.ts';
import { isLive, loadErrorOf, modelOf, shelved } from '../columns/column-model.ts';
import {
  MAX_SEED,
  MOST_COLUMNS,
  type ModelOnShow,
  defaultColumns,
  newChoice,
  newColumn,
} from '../columns/column.ts';
import { choiceOf, isSameChoice } from '../columns/model-choice.ts';
import type { Outside } from '../outside.ts';
import type { TrainedHere } from '../repair/training-recipe.ts';
import type { State } from '../state.ts';
import type { Column, ModelChoice } from '../types.ts';

export interface ColumnsSlice extends Pick<State, 'columns'> {
  /** Loads a column as its settings say; a load that is under way is given up. */
  loadColumn(id: string): Promise<void>;
  loadAll(): Promise<void>;
  cancelLoad(id: string): void;
  setSeed(id: string, seed: number): void;
  setRule(id: string, rule: LoadRuleId): void;
  /** Everything at once, with one load. */
  setModel(id: string, choice: ModelChoice): void;
  /** The same; `false` where that failed or was given up, and the column is as before. */
  changeModel(id: string, change: Partial<ModelChoice>): Promise<boolean>;
  /** Tries the load that failed last again. */
  retryColumn(id: string): Promise<void>;
  /** The sentence about a model that could not be loaded was read. */
  dismissRefusal(id: string): void;
  /** One more column, if there is room: of that choice, or the complete built-in file with the image side only. */
  addColumn(choice?: ModelChoice): void;
  removeColumn(id: string): void;
  /** Other columns in the places of these, which go on showing what they have until the new ones are loaded. */
  setColumns(columns: readonly Column[]): void;
  /** What is on show in every column, for Undo. */
  modelsOnShow(): readonly ModelOnShow[];
  restoreModels(models: readonly ModelOnShow[]): void;
  /** A model that was trained here takes the place of the column's; a step back brings the old one. */
  takeTrained(id: string, made: LoadedModel, training: TrainedHere): void;
  /** Text vectors that the column's bars show for the time being; `undefined`: its own again. */
  previewTexts(id: string, fingerprint: string | undefined): void;
  /** Lets go of models that no step back asks for any more. */
  sweepModels(): void;
  setTextError(id: string, error: EngineErrorData): void;
  /** The column's file kept the engine busy without end: it stays away until somebody asks for it again. */
  columnStuck(id: string, error: EngineErrorData): void;
  /** After the engine was ended because of one file: every other model is loaded again. */
  beginAgain(error: EngineErrorData): Promise<void>;
}

/** What the steps of the actions share. */
interface Page {
  readonly set: SetAll;
  readonly get: GetAll;
  readonly patch: (id: string, change: Partial<Column>) => void;
  readonly loads: ColumnLoads;
  readonly newId: Outside['newId'];
}

export function columnsSlice(outside: Outside): Slice<ColumnsSlice> {
  return (set, get) => {
    const patch = (id: string, change: Partial<Column>): void =>
      set(({ columns }) => ({
        columns: columns.map((column) => (column.id === id ? { ...column, ...change } : column)),
      }));
    const loads = columnLoads(outside, get, patch);
    const page: Page = { set, get, patch, loads, newId: outside.newId };
    const find = (id: string) => get().columns.find((column) => column.id === id);
    const changeModel = (id: string, change: Partial<ModelChoice>) => changed(page, id, change);
    return {
      columns: defaultColumns(),
      setColumns: (next) => layOut(page, next),
      addColumn: (choice) => add(page, choice),
      removeColumn: (id) => remove(page, id),
      modelsOnShow: () =>
        get().columns.map((column) => ({ id: column.id, choice: loads.proven(column) })),
      restoreModels: (models) => restore(page, models),
      changeModel,
      setModel: (id, choice) => void changeModel(id, choiceOf(choice)),
      setSeed: (id, seed) =>
        void changeModel(id, { seed: Math.min(Math.max(Math.trunc(seed), 0), MAX_SEED) }),
      setRule: (id, rule) => void changeModel(id, { rule }),
      takeTrained: (id, made, training) => {
        const step = get().rememberModels();
        loads.replace(id, made, training);
        get().endStep(step, true);
      },
      previewTexts: (id, preview) => patch(id, { preview }),
      sweepModels: loads.sweep,
      loadColumn: async (id) => void (await loads.load(id)),
      loadAll: async () => {
        // One after the other: the second finds the first one's files and image tower.
        for (const { id } of get().columns) await loads.load(id);
      },
      retryColumn: async (id) => {
        const refused = find(id)?.refusal;
        if (refused) await changeModel(id, refused.choice);
        else await loads.load(id);
      },
      dismissRefusal: (id) => patch(id, { refusal: null }),
      cancelLoad: (id) => {
        loads.giveUp(id);
        const column = find(id);
        if (column?.status.kind !== 'loading') return;
        patch(id, { ...loads.proven(column), status: resting(column.status.previous) });
      },
      setTextError: (id, textError) => patch(id, { textError }),
      columnStuck: (id, error) => {
        const column = find(id);
        if (!column) return;
        // Whatever it was about to load would otherwise put the culprit back.
        loads.giveUp(id);
        const model = modelOf(column);
        patch(id, { status: { kind: 'failed', error, previous: model && shelved(model) } });
      },
      beginAgain: (error) => beginAgain(page, error),
    };
  };
}

/** The one way in which a column's model is changed: what it has stays until the new one is there, and can come back. */
async function changed(
  { get, patch, loads }: Page,
  id: string,
  change: Partial<ModelChoice>,
): Promise<boolean> {
  if (get().columns.every((column) => column.id !== id)) return false;
  const step = get().rememberModels();
  patch(id, { training: undefined, ...change, refusal: null });
  const done = await loads.load(id);
  get().endStep(step, done);
  return done;
}

function layOut({ set, get, loads, newId }: Page, next: readonly Column[]): void {
  const old = get().columns;
  old.slice(next.length).forEach(loads.drop);
  const columns = next.map((column, index) => {
    const before = old[index];
    const taken = old.some(({ id }) => id === column.id);
    if (!before) return taken ? { ...column, id: newId() } : column;
    loads.giveUp(before.id);
    const { id, textError } = before;
    return { ...column, id, textError, status: resting(modelOf(before)) };
  });
  set({ columns });
}

function add(
  { set, get, loads, newId }: Page,
  choice = newChoice({ kind: 'built-in', file: 'complete' }, { rule: 'timm' }),
): void {
  const { columns } = get();
  if (columns.length >= MOST_COLUMNS) return;
  get().rememberModels();
  const column = newColumn(newId(), choice.source, choice);
  set({ columns: [...columns, column] });
  void loads.load(column.id);
}

function remove({ set, get, loads }: Page, id: string): void {
  const { columns } = get();
  const column = columns.find((candidate) => candidate.id === id);
  if (!column || columns.length === 1) return;
  get().rememberModels();
  loads.drop(column);
  set({ columns: get().columns.filter((other) => other.id !== id) });
}

/** What was on show before: only what is another one now is loaded. */
function restore({ set, get, patch, loads }: Page, models: readonly ModelOnShow[]): void {
  const old = get().columns;
  old.filter(({ id }) => models.every((model) => model.id !== id)).forEach(loads.drop);
  const columns = models.map(
    ({ id, choice }) =>
      old.find((column) => column.id === id) ?? newColumn(id, choice.source, choice),
  );
  set({ columns });
  for (const { id, choice } of models) {
    const column = get().columns.find((candidate) => candidate.id === id);
    if (!column) continue;
    // On its way, with nothing to fall back on: it is what is asked for.
    if (isFirstLoad(column) && isSameChoice(column, choice)) continue;
    const same = isSameChoice(loads.proven(column), choice);
    if (same && column.status.kind === 'loading') get().cancelLoad(id);
    if (same && old.includes(column)) continue;
    patch(id, { ...choice, refusal: null });
    void loads.load(id);
  }
}

async function beginAgain({ get, patch, loads }: Page, error: EngineErrorData): Promise<void> {
  const { columns } = get();
  if (columns.every((column) => loadErrorOf(column) !== error))
    get().notify('error.engine-stuck', error.details, { tone: 'problem' });
  const lost = columns.filter(({ status: { kind } }) => kind === 'ready' || kind === 'loading');
  for (const column of lost) {
    loads.giveUp(column.id);
    const model = modelOf(column);
    const previous = model && shelved(model);
    patch(column.id, { status: { kind: 'loading', progress: null, previous } });
  }
  for (const { id } of lost) await loads.load(id);
}

/** A load with no model before it that could answer. */
function isFirstLoad({ status }: Column): boolean {
  return status.kind === 'loading' && (status.previous === null || !isLive(status.previous));
}
