import type { State } from '../state.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Column, Picture } from '../types.ts';
import { promptsOf } from './prompts.ts';

/** Pictures a call: small, so that progress shows and a cancel is quick. */
const PICTURE_BATCH = 8;
const PROMPT_BATCH = 32;

interface Target {
  readonly column: { readonly id: string; readonly modelId: string };
  readonly fingerprint: string;
  /** Everything of this kind that is still missing for this fingerprint. */
  readonly missing: number;
}

/** The next call to the engine. */
export type Work = Target &
  (
    | { readonly kind: 'pictures'; readonly pictures: readonly Picture[] }
    | { readonly kind: 'prompts'; readonly prompts: readonly string[] }
  );

/** What to encode next, or `null` when every column has every vector that it needs. Prompts go first: bars need them all. */
export function missingWork(all: State): Work | null {
  const { left } = all.encoding;
  return missingPrompts(all, left) ?? missingPictures(all, left);
}

/** Everything that is not encoded, whether it was cancelled or not. */
export function missingKeys(all: State): ReadonlySet<string> {
  const keys = all.columns.flatMap((column) => [
    ...lackingPrompts(all, column).map((prompt) => workKey(textOf(column), prompt)),
    ...lackingPictures(all, column).map(({ id }) => workKey(imageOf(column), id)),
  ]);
  return new Set(keys);
}

/** Names one piece of work: a prompt or a picture's id, for the tower of that fingerprint. */
function workKey(fingerprint: string, what: string): string {
  return `${fingerprint}\n${what}`;
}

function textOf(column: Column): string {
  return liveModelOf(column)?.model.fingerprints.text ?? '';
}

function imageOf(column: Column): string {
  return liveModelOf(column)?.model.fingerprints.image ?? '';
}

function lackingPrompts({ labels, templates, vectors }: State, column: Column): readonly string[] {
  if (!liveModelOf(column) || column.textError) return [];
  const known = vectors.texts.get(textOf(column));
  const wanted = new Set(labels.flatMap((label) => promptsOf(label, templates)));
  return [...wanted].filter((prompt) => !known?.has(prompt));
}

function lackingPictures(
  { pictures, vectors, failures }: State,
  column: Column,
): readonly Picture[] {
  if (!liveModelOf(column)) return [];
  const known = vectors.images.get(imageOf(column));
  return pictures.filter(({ id }) => !known?.has(id) && !failures.has(id));
}

function missingPrompts(all: State, left: ReadonlySet<string>): Work | null {
  for (const column of all.columns) {
    const fingerprint = textOf(column);
    const missing = lackingPrompts(all, column).filter((p) => !left.has(workKey(fingerprint, p)));
    const model = liveModelOf(column);
    if (model && missing.length > 0) {
      return {
        kind: 'prompts',
        prompts: missing.slice(0, PROMPT_BATCH),
        column: { id: column.id, modelId: model.id },
        fingerprint,
        missing: missing.length,
      };
    }
  }
  return null;
}

function missingPictures(all: State, left: ReadonlySet<string>): Work | null {
  for (const column of all.columns) {
    const fingerprint = imageOf(column);
    const missing = lackingPictures(all, column).filter(
      ({ id }) => !left.has(workKey(fingerprint, id)),
    );
    const model = liveModelOf(column);
    if (model && missing.length > 0) {
      return {
        kind: 'pictures',
        pictures: missing.slice(0, PICTURE_BATCH),
        column: { id: column.id, modelId: model.id },
        fingerprint,
        missing: missing.length,
      };
    }
  }
  return null;
}
