import { rowProbabilities } from '../core/scoring/probabilities.ts';
import { tiedPlaces } from '../core/scoring/winners.ts';
import { attempt } from '../engine/attempt.ts';
import type { Progress } from '../engine/calls.ts';
import type { Engine } from '../engine/contract.ts';
import type { EngineErrorData } from '../engine/errors.ts';
import type { LoadedModel } from '../engine/loading.ts';
import { ownRule } from '../engine/own-rule.ts';
import { withModel } from '../engine/with-model.ts';
import { followLoad } from '../store/columns/follow-load.ts';
import type { CompareRequest, LinkedColumn } from './read-request.ts';

/** One label's bar. */
export interface Bar {
  readonly label: string;
  readonly cosine: number;
  /** `null` where the model was trained with a sigmoid whose bias is not at hand: then cosines are all that is said. */
  readonly probability: number | null;
  /** Whether it stands first, alone or with others. */
  readonly mark: 'wins' | 'tie' | null;
}

/** What a column says of one picture. */
export type Answer =
  | { readonly kind: 'bars'; readonly bars: readonly Bar[] }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };

export type ColumnState =
  | { readonly kind: 'loading'; readonly progress: Progress | null }
  | { readonly kind: 'failed'; readonly error: EngineErrorData }
  /** An answer for each picture, in their order. */
  | { readonly kind: 'ready'; readonly model: LoadedModel; readonly answers: readonly Answer[] };

/** A picture that is here, or why it is not. */
export type ArrivedPicture = Blob | EngineErrorData;

interface Comparison {
  readonly engine: Pick<Engine, 'load' | 'encodeImages' | 'classify' | 'release'>;
  readonly column: LinkedColumn;
  readonly request: Pick<CompareRequest, 'labels' | 'templates'>;
  /** On their way while the checkpoint loads; never rejects. */
  readonly pictures: Promise<readonly ArrivedPicture[]>;
  readonly signal: AbortSignal;
  readonly tell: (state: ColumnState) => void;
}

/**
 * Loads a column's checkpoint, scores the pictures and lets the model go: bars need it no longer, and the page around
 * may want the memory. What cannot be read is said in its own place; everything else goes on.
 */
export async function compareColumn(comparison: Comparison): Promise<void> {
  const { engine, column, signal, tell } = comparison;
  const follow = followLoad(() => performance.now());
  const { url, rule, seed } = column;
  tell({ kind: 'loading', progress: null });
  const options = {
    rule,
    seed,
    signal,
    onProgress: (progress: Progress) => {
      const shown = follow(progress);
      if (shown) tell({ kind: 'loading', progress: shown.progress });
    },
  };
  await attempt(
    () =>
      withModel(engine, { url }, options, async (model) => {
        const answers = await answersOf(model, comparison);
        tell({ kind: 'ready', model, answers });
      }),
    (error) => {
      if (!signal.aborted) tell({ kind: 'failed', error });
    },
  );
}

async function answersOf(
  model: LoadedModel,
  { engine, request, pictures, signal }: Comparison,
): Promise<readonly Answer[]> {
  const arrived = await pictures;
  const here = arrived.filter((picture) => picture instanceof Blob);
  const answers = new Map<ArrivedPicture, Answer>();
  for (const picture of arrived)
    if (!(picture instanceof Blob)) answers.set(picture, { kind: 'failed', error: picture });
  if (here.length > 0) {
    const { failures } = await engine.encodeImages(model.id, here, { keepGoing: true, signal });
    for (const { index, error } of failures) {
      const picture = here[index];
      if (picture) answers.set(picture, { kind: 'failed', error });
    }
  }
  const read = here.filter((picture) => !answers.has(picture));
  if (read.length > 0) {
    // The engine has the pictures' vectors still: nothing is encoded twice.
    const options = { templates: request.templates, signal };
    const { cosines, dims } = await engine.classify(model.id, read, request.labels, options);
    for (const [row, picture] of read.entries()) {
      const own = cosines.subarray(row * dims[1], (row + 1) * dims[1]);
      answers.set(picture, { kind: 'bars', bars: barsOf(own, request.labels, model) });
    }
  }
  return arrived.flatMap((picture) => answers.get(picture) ?? []);
}

function barsOf(
  cosines: Float32Array,
  labels: readonly string[],
  { model }: LoadedModel,
): readonly Bar[] {
  const says = model.scoring?.bias !== null;
  const probabilities = says ? rowProbabilities(cosines, ownRule(model)) : null;
  const first = tiedPlaces(cosines);
  const mark = first.length > 1 ? 'tie' : 'wins';
  return labels.map((label, place) => ({
    label,
    cosine: cosines[place] ?? Number.NaN,
    probability: probabilities?.[place] ?? null,
    mark: first.includes(place) ? mark : null,
  }));
}
