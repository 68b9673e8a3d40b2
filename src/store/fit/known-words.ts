import { rowOf } from '../../core/scoring/vectors.ts';
import { readWordVectors } from '../../core/scoring/word-vectors.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { Language } from '../../words/languages.ts';
import { textSourceOf } from '../columns/model-choice.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import type { Column } from '../types.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Whether a column's text side comes from the built-in model's whole file. */
export function isBuiltInText({ source }: Pick<Column, 'source'>): boolean {
  const text = textSourceOf(source);
  return text.kind === 'built-in' && text.file === 'complete';
}

/**
 * The words that `npm run precompute` encoded for the built-in model; `null` where the tower is another one (a rule left it to
 * chance, its weights were quantised, or the file is older than the model) and where the file does not come: then they are
 * encoded here.
 */
export async function knownWords(
  { address, fetch }: Pick<Outside, 'address' | 'fetch'>,
  { model }: LoadedModel,
  language: Language,
): Promise<Pick<Vocabulary, 'words' | 'vectors'> | null> {
  const url = address(`models/mini/everyday-words-${language}.safetensors`);
  try {
    const file = await blobOf({ url, blob: null }, fetch);
    const { tower, words, vectors } = readWordVectors(new Uint8Array(await file.arrayBuffer()));
    if (tower !== model.fingerprints.text) return null;
    return { words, vectors: words.map((_, row) => rowOf(vectors, row)) };
  } catch {
    return null;
  }
}
