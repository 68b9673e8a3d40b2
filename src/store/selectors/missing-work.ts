import type { All } from '../all.ts';
import type { Picture } from '../types.ts';
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
export function missingWork(all: All): Work | null {
  return missingPrompts(all) ?? missingPictures(all);
}

function missingPrompts({ columns, labels, templates, vectors }: All): Work | null {
  for (const { id, status, textError } of columns) {
    if (status.kind !== 'ready' || textError) continue;
    const fingerprint = status.loaded.model.fingerprints.text;
    const known = vectors.texts.get(fingerprint);
    const wanted = new Set(labels.flatMap((label) => promptsOf(label, templates)));
    const missing = [...wanted].filter((prompt) => !known?.has(prompt));
    if (missing.length > 0) {
      return {
        kind: 'prompts',
        prompts: missing.slice(0, PROMPT_BATCH),
        column: { id, modelId: status.loaded.id },
        fingerprint,
        missing: missing.length,
      };
    }
  }
  return null;
}

function missingPictures({ columns, pictures, vectors, failures }: All): Work | null {
  for (const { id, status } of columns) {
    if (status.kind !== 'ready') continue;
    const fingerprint = status.loaded.model.fingerprints.image;
    const known = vectors.images.get(fingerprint);
    const missing = pictures.filter((p) => !known?.has(p.id) && !failures.has(p.id));
    if (missing.length > 0) {
      return {
        kind: 'pictures',
        pictures: missing.slice(0, PICTURE_BATCH),
        column: { id, modelId: status.loaded.id },
        fingerprint,
        missing: missing.length,
      };
    }
  }
  return null;
}
