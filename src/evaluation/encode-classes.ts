import { classEmbeddings, classPrompts } from '../core/evaluation/class-prompts.ts';
import { createSha256 } from '../browser/sha256.ts';
import { fillTemplate } from '../core/text/fill-template.ts';
import type { Engine } from '../engine/contract.ts';
import { NONE_CUT, type CutPrompts, type EvaluatedColumn, type Evaluation } from './run.ts';
import type { KeptClasses } from './shelf.ts';

/**
 * Prompts of one call, about; a class is never split. With eighty templates it is 128 classes: the engine finds whole
 * batches that begin alike, which pays for the graph that it opens for them, and their vectors are some twenty megabytes.
 */
const PROMPTS = 10_240;

interface Outside {
  readonly engine: Pick<Engine, 'encodeTexts'>;
  /** Class vectors that an earlier run kept under this key; `null` where there are none. */
  readonly recall: (key: string) => Promise<KeptClasses | null>;
  readonly keep: (key: string, classes: KeptClasses) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Fills in every column's class vectors, some classes at a time, so that a thousand classes with eighty templates need no
 * more memory than a hundred. Columns with the same text tower share the work.
 *
 * @returns what the models had to cut
 */
export async function encodeClasses(
  { columns, set, settings }: Pick<Evaluation, 'columns' | 'set' | 'settings'>,
  { engine, recall, keep, signal, onProgress }: Outside,
): Promise<CutPrompts> {
  const { templates } = settings;
  const groups = new Map<string, EvaluatedColumn[]>();
  for (const column of columns) {
    const { text } = column.model.model.fingerprints;
    groups.set(text, [...(groups.get(text) ?? []), column]);
  }
  const names = set.classes.reduce((sum, one) => sum + one.names.length, 0);
  const total = names * templates.length * groups.size;
  const step = Math.max(1, Math.floor(PROMPTS / templates.length));
  let [done, mostCut] = [0, 0];
  const cutClasses = new Set<number>();
  onProgress(0, total);
  for (const [text, members] of groups) {
    const [first] = members;
    if (!first) continue;
    const { model, dimensions } = first;
    const vectors = new Float32Array(set.classes.length * dimensions);
    let cut: CutPrompts = NONE_CUT;
    const key = `${text} ${await promptsKey(set.classes, templates)}`;
    const kept = await recall(key);
    if (kept?.vectors.length === vectors.length) {
      vectors.set(kept.vectors);
      cut = kept.cut;
    } else {
      for (let from = 0; from < set.classes.length; from += step) {
        const some = set.classes.slice(from, from + step);
        const { prompts, promptsOfClass } = classPrompts(some, templates, fillTemplate);
        const own = some.reduce((sum, one) => sum + one.names.length, 0) * templates.length;
        const before = done;
        const { data, truncated } = await engine.encodeTexts(model.id, prompts, {
          signal,
          onProgress: ({ done, total: all }) =>
            onProgress(before + Math.floor((own * done) / Math.max(1, all)), total),
        });
        vectors.set(classEmbeddings(data, dimensions, promptsOfClass), from * dimensions);
        cut = withCut(cut, truncated, promptsOfClass, from);
        done += own;
        onProgress(done, total);
      }
      await keep(key, { vectors, cut });
    }
    mostCut = Math.max(mostCut, cut.prompts);
    for (const place of cut.classes) cutClasses.add(place);
    for (const { classVectors } of members) classVectors.set(vectors);
  }
  return { prompts: mostCut, classes: [...cutClasses].toSorted((a, b) => a - b) };
}

/** `before`, and what was cut of the classes from `from` on. */
function withCut(
  before: CutPrompts,
  truncated: readonly boolean[],
  promptsOfClass: readonly (readonly number[])[],
  from: number,
): CutPrompts {
  const prompts = truncated.filter(Boolean).length;
  if (prompts === 0) return before;
  const classes = promptsOfClass.flatMap((own, index) =>
    own.some((prompt) => truncated[prompt]) ? [from + index] : [],
  );
  return { prompts: before.prompts + prompts, classes: [...before.classes, ...classes] };
}

/** Equal for the same names in the same templates. */
async function promptsKey(
  classes: readonly { readonly names: readonly string[] }[],
  templates: readonly string[],
): Promise<string> {
  const hash = await createSha256();
  hash.update(
    new TextEncoder().encode(JSON.stringify([classes.map((one) => one.names), templates])),
  );
  return hash.digest();
}
