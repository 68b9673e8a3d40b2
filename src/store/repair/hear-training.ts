import { attempt } from '../../engine/attempt.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { Progress } from '../../engine/calls.ts';
import type { TrainingProgress, TrainingState } from '../../engine/training-progress.ts';
import { towersOf } from './left-training.ts';
import { holdsBase, patchBench, type TrainingWork } from './training-work.ts';

/** Text sides with more numbers are timed first, and their state is too much for the browser's storage. */
const LARGE = 8e6;

/** So much of a training may be lost where the tab ends without a word; a pause and a hidden tab keep all of it. */
const KEEP_EVERY_MS = 10_000;

export function isLarge({ report }: LoadedModel): boolean {
  const text = report.parts.filter(({ part }) => part.startsWith('text'));
  return text.reduce((sum, { numbers }) => sum + numbers, 0) > LARGE;
}

/**
 * Shows how far the training is: loss, looks, and the bars as they would be now.
 * @param watch the prompts whose vectors come with every look
 */
export function hearTraining(
  work: TrainingWork,
  progress: Progress,
  watch: readonly string[],
): void {
  if (work.over || work.runs.signal.aborted) return;
  if (!holdsBase(work)) {
    // Another model was chosen for the column: the training is of no use any more.
    work.get().cancelTraining();
    return;
  }
  const { training, done } = progress;
  if (!training) {
    patchBench(work, { progress });
    return;
  }
  showWatched(work, training, watch);
  if (training.state) keepState(work, training.state);
  const { losses = [], looks = [] } = work.get().bench ?? {};
  const { look, threads } = training;
  patchBench(work, {
    progress: null,
    step: done,
    ...(threads && { threads }),
    ...(look && {
      look,
      looks: [...looks.filter(({ step }) => step < look.step), look],
    }),
    ...(done > 0 && { losses: [...losses.slice(0, done - 1), training.loss] }),
  });
}

/** The column's bars are its own again. */
export function hidePreview(work: TrainingWork): void {
  const { get, set, column } = work;
  get().previewTexts(column, undefined);
  const { vectors } = get();
  const texts = new Map(vectors.texts);
  if (texts.delete(previewOf(work))) set({ vectors: { ...vectors, texts } });
}

/** The column's bars are those of the text side as it is trained now. */
function showWatched(
  work: TrainingWork,
  { watched }: TrainingProgress,
  watch: readonly string[],
): void {
  if (!watched) return;
  const { get, set, column } = work;
  const width = watched.dims[1];
  const rows = watch.map((prompt, row) => {
    const vector = watched.data.slice(row * width, (row + 1) * width);
    return [prompt, { vector, truncated: false }] as const;
  });
  const { vectors } = get();
  const texts = new Map(vectors.texts).set(previewOf(work), new Map(rows));
  set({ vectors: { ...vectors, texts } });
  get().previewTexts(column, previewOf(work));
}

/** Stands for the fingerprint of a text tower that changes with every step. */
function previewOf({ column }: TrainingWork): string {
  return `in training ${column}`;
}

/** Takes note of where the training stands, to go on from; now and then over a reload as well. */
function keepState(work: TrainingWork, state: TrainingState): void {
  work.state = state;
  work.kept ??= { step: 0, at: performance.now() };
  if (performance.now() - work.kept.at >= KEEP_EVERY_MS) keepTraining(work);
}

/** Keeps the last state for a later visit, where that is not too much and not done yet. */
export function keepTraining(work: TrainingWork): void {
  const { outside, base, data, recipe, state, over } = work;
  if (!base || !data || !state || over || isLarge(base) || work.kept?.step === state.step) return;
  work.kept = { step: state.step, at: performance.now() };
  const { names, labels } = data;
  const kept = { towers: towersOf(base), recipe, names, pictures: labels.length, state };
  // What cannot be kept can still be gone on with in this visit.
  void attempt(
    async () => (await outside.openTrainings?.())?.keep(kept),
    () => undefined,
  );
}
