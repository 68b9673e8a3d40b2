import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { All, Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { TrainingRun } from '../repair/run-training.ts';
import type { TrainingRecipe } from '../repair/training-recipe.ts';
import type { LeftTraining } from '../repair/training-shelf.ts';
import type { State } from '../state.ts';
import { withPart } from '../with-part.ts';

export interface TrainingSlice extends Pick<State, 'bench' | 'leftTraining' | 'lostTrainings'> {
  /** Begins; with `from` it goes on where that one stopped. */
  startTraining(column: string, recipe: TrainingRecipe, from?: LeftTraining): Promise<void>;
  /** After one step was timed: begins all the same. */
  trainAllTheSame(): void;
  pauseTraining(): void;
  /** The tab may be about to go: a later visit goes on from the last state. */
  keepTraining(): void;
  goOnTraining(): void;
  /** Ends it, and takes what was learned so far. */
  stopTraining(): void;
  /** Ends it, and leaves the column as it was. */
  cancelTraining(): void;
  /** The result was read. */
  closeTraining(): void;
  /** The old model again. */
  undoTraining(): void;
  findLeftTraining(column: string): Promise<void>;
  forgetLeftTraining(): Promise<void>;
  trainingIsGone(column: string, recipe: TrainingRecipe): void;
}

export function trainingSlice(outside: Outside): Slice<TrainingSlice> {
  return (set, get) => {
    let run: TrainingRun | null = null;
    const begin = async (column: string, recipe: TrainingRecipe, from?: LeftTraining) => {
      get().cancelTraining();
      const part = await withPart(get, () => importPart(() => import('../repair/run-training.ts')));
      if (!part) return;
      get().close();
      get().leaveRepair();
      run = part.createTrainingRun(outside, get, set, column, recipe, from ?? null);
      await run.begin();
    };
    return {
      bench: null,
      leftTraining: null,
      lostTrainings: new Map(),
      startTraining: begin,
      trainAllTheSame: () => void run?.goOn(),
      pauseTraining: () => run?.pause(),
      keepTraining: () => run?.keep(),
      goOnTraining: () => void run?.goOn(),
      stopTraining: () => void run?.stop(),
      cancelTraining: () => {
        run?.cancel();
        run = null;
        set({ bench: null });
      },
      closeTraining: () => {
        run = null;
        set({ bench: null });
      },
      undoTraining: () => {
        const { bench } = get();
        get().closeTraining();
        if (bench) untrained(get(), bench.column);
      },
      findLeftTraining: async (column) => {
        set({ leftTraining: null });
        const left = await leftTraining(outside, get, column);
        if (left) set({ leftTraining: left });
      },
      forgetLeftTraining: async () => {
        set({ leftTraining: null });
        await attempt(
          async () => (await outside.openTrainings?.())?.clear(),
          () => undefined,
        );
      },
      trainingIsGone: (column, recipe) => {
        set(({ lostTrainings }) => ({ lostTrainings: new Map(lostTrainings).set(column, recipe) }));
        const number = get().columns.findIndex(({ id }) => id === column) + 1;
        get().notify('training.again', { number });
      },
    };
  };
}

/** The model that the column had before its training: by a step back where that was the last one, else by a load. */
function untrained({ columns, past, undo, changeModel }: All, id: string): void {
  const column = columns.find((candidate) => candidate.id === id);
  if (!column?.training) return;
  const before = past.at(-1)?.models?.find((model) => model.id === id);
  if (before && before.choice.training?.model !== column.training.model) undo();
  else void changeModel(id, { training: undefined });
}

/** The training that a reload broke off, where it was one of what the column holds now. */
function leftTraining({ openTrainings }: Outside, get: () => State, column: string) {
  return attempt(
    async () => {
      const left = await (await openTrainings?.())?.read();
      if (!left) return null;
      const part = await importPart(() => import('../repair/left-training.ts'));
      return part.isOfColumn(left, get(), column) ? left : null;
    },
    () => undefined,
  );
}
