import { classEmbeddings, classPrompts } from '../core/evaluation/class-prompts.ts';
import { createSha256 } from '../core/hub/sha256.ts';
import { fillTemplate } from '../core/text/fill-template.ts';
import type { Engine } from '../engine/contract.ts';
import type { EvaluatedColumn, Evaluation } from './run.ts';

/** Prompts of one call, about; a class is never split. */
const PROMPTS = 64;

interface Outside {
  readonly engine: Pick<Engine, 'encodeTexts'>;
  /** Class vectors that an earlier run kept under this key; `null` where there are none. */
  readonly recall: (key: string) => Promise<Float32Array | null>;
  readonly keep: (key: string, vectors: Float32Array<ArrayBuffer>) => Promise<void>;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Fills in every column's class vectors, a few classes at a time, so that a thousand classes with eighty templates need
 * no more memory than ten. Columns with the same text tower share the work.
 */
export async function encodeClasses(
  { columns, set, settings }: Pick<Evaluation, 'columns' | 'set' | 'settings'>,
  { engine, recall, keep, signal, onProgress }: Outside,
): Promise<void> {
  const { templates } = settings;
  const groups = new Map<string, EvaluatedColumn[]>();
  for (const column of columns) {
    const { text } = column.model.model.fingerprints;
    groups.set(text, [...(groups.get(text) ?? []), column]);
  }
  const names = set.classes.reduce((sum, one) => sum + one.names.length, 0);
  const total = names * templates.length * groups.size;
  const step = Math.max(1, Math.floor(PROMPTS / templates.length));
  let done = 0;
  onProgress(0, total);
  for (const [text, members] of groups) {
    const [first] = members;
    if (!first) continue;
    const { model, dimensions } = first;
    const vectors = new Float32Array(set.classes.length * dimensions);
    const key = `${text} ${promptsKey(set.classes, templates)}`;
    const kept = await recall(key);
    if (kept?.length === vectors.length) vectors.set(kept);
    else {
      for (let from = 0; from < set.classes.length; from += step) {
        const some = set.classes.slice(from, from + step);
        const { prompts, promptsOfClass } = classPrompts(some, templates, fillTemplate);
        const { data } = await engine.encodeTexts(model.id, prompts, { signal });
        vectors.set(classEmbeddings(data, dimensions, promptsOfClass), from * dimensions);
        done += some.reduce((sum, one) => sum + one.names.length, 0) * templates.length;
        onProgress(done, total);
      }
      await keep(key, vectors);
    }
    for (const { classVectors } of members) classVectors.set(vectors);
  }
}

/** Equal for the same names in the same templates. */
function promptsKey(
  classes: readonly { readonly names: readonly string[] }[],
  templates: readonly string[],
): string {
  const hash = createSha256();
  hash.update(
    new TextEncoder().encode(JSON.stringify([classes.map((one) => one.names), templates])),
  );
  return hash.digest();
}
