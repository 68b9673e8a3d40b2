import { fillTemplate } from '../../core/text/fill-template.ts';
import { rankRows, sameWords } from '../../core/scoring/fit.ts';
import { rowOf, unit } from '../../core/scoring/vectors.ts';
import { createBreath } from '../../evaluation/breathe.ts';
import { NONE_CUT } from '../../evaluation/run.ts';
import type { EmbeddingShelf } from '../../evaluation/shelf.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { GetAll, SetAll } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Column } from '../types.ts';
import type { Outside } from '../outside.ts';
import { DEFAULT_TEMPLATE } from '../defaults.ts';
import { everydayWords } from '../../core/text/everyday-words.ts';
import { fingerprint } from '../../core/numbers/fingerprint.ts';
import { fitPictures } from './picture-fit.ts';
import { isBuiltInText, knownWords } from './known-words.ts';
import { isIdle, type KnownLabel, type Vocabulary, vocabularyKey } from './vocabulary.ts';

/** Words a call: few, so that what the visitor asks for never waits long. */
const BATCH = 16;
/** Vocabularies in memory; one takes some two megabytes. */
const MOST_KEPT = 4;
const SHELF_NAME = 'everyday words';

interface Reading {
  readonly get: GetAll;
  readonly set: SetAll;
  readonly outside: Pick<Outside, 'engine' | 'openShelf' | 'fetch' | 'address'>;
  /** Rows of vocabularies that were broken off, by key. */
  readonly begun: Map<string, Float32Array[]>;
}

/**
 * Encodes everyday words, and the labels in the same prompt, for the text tower of every column that is live. Ends early when
 * the visitor's own work wants the towers; called again it goes on where it stood. What was encoded is kept for later visits.
 */
export async function readVocabularies(reading: Reading): Promise<void> {
  const { get } = reading;
  for (const column of get().columns) {
    const model = liveModelOf(column);
    if (!model || column.textError) continue;
    const key = vocabularyKey(model, get().language);
    const known = get().vocabularies.get(key) ?? (await wordsOf(reading, column, model, key));
    if (!known) return;
    const labels = await labelsOf(reading, model, known);
    if (labels !== known.labels) keep(reading, key, { ...known, labels });
  }
  const fitted = await fitPictures(get, createBreath());
  // Tells the views; the words themselves are the same.
  if (fitted) reading.set({ vocabularies: new Map(get().vocabularies) });
}

async function wordsOf(
  reading: Reading,
  column: Column,
  model: LoadedModel,
  key: string,
): Promise<Vocabulary | null> {
  const { get, outside, begun } = reading;
  const { language, samples } = get();
  const known = isBuiltInText(column) ? await knownWords(outside, model, language) : null;
  if (known) return keep(reading, key, { ...known, labels: new Map() });
  const words = await everydayWords(samples, language);
  const shelf = await outside.openShelf?.().catch(() => null);
  const name = `${key} ${fingerprint([new TextEncoder().encode(words.join('\n'))])}`;
  const { embedDim } = model.model.description.architecture;
  const kept = await keptVectors(shelf, name, words.length, embedDim);
  const vectors = kept ?? begun.get(key) ?? begun.set(key, []).get(key) ?? [];
  while (vectors.length < words.length) {
    if (isBusy(get)) return null;
    const batch = words.slice(vectors.length, vectors.length + BATCH);
    vectors.push(...(await encode(reading, model, batch)));
  }
  begun.delete(key);
  if (!kept) await keepVectors(shelf, name, vectors);
  return keep(reading, key, { words, vectors, labels: new Map() });
}

/** The labels, encoded; the same map where none was missing. */
async function labelsOf(
  reading: Reading,
  model: LoadedModel,
  { words, vectors, labels }: Vocabulary,
): Promise<Vocabulary['labels']> {
  const wanted = reading.get().labels.map(({ text }) => text);
  if (wanted.every((text) => labels.has(text))) return labels;
  const places = new Map(words.map((word, place) => [word.toLowerCase(), place]));
  const known = (text: string, vector: Float32Array): KnownLabel => {
    const own = places.get(text.toLowerCase());
    const same = sameWords(rankRows(vector, vectors), own !== undefined);
    return { vector, means: new Set(own === undefined ? same : [...same, own]) };
  };
  // Each label is compared with all words.
  const breathe = createBreath();
  const found = new Map<string, KnownLabel>();
  for (const text of wanted) {
    await breathe();
    const vector = vectors[words.indexOf(text)];
    const label = labels.get(text) ?? (vector && known(text, vector));
    if (label) found.set(text, label);
  }
  const asked = wanted.filter((text) => !found.has(text));
  for (let at = 0; at < asked.length; at += BATCH) {
    // The rest follows when nothing else waits; what is known by then stays known.
    if (isBusy(reading.get)) return found;
    const batch = asked.slice(at, at + BATCH);
    const rows = await encode(reading, model, batch);
    for (const [index, vector] of rows.entries()) {
      await breathe();
      found.set(batch[index] ?? '', known(batch[index] ?? '', vector));
    }
  }
  return found;
}

async function encode(
  { get, outside }: Reading,
  model: LoadedModel,
  words: readonly string[],
): Promise<readonly Float32Array[]> {
  const prompts = words.map((word) => fillTemplate(DEFAULT_TEMPLATE, word));
  const known = get().vectors.texts.get(model.model.fingerprints.text);
  // What the page has asked for already is not encoded a second time.
  const missing = prompts.filter((prompt) => !known?.has(prompt));
  const matrix = missing.length > 0 ? await outside.engine.encodeTexts(model.id, missing) : null;
  return prompts.map((prompt) => {
    const vector = known?.get(prompt)?.vector;
    return unit(vector ?? (matrix ? rowOf(matrix, missing.indexOf(prompt)) : new Float32Array()));
  });
}

/** What the visitor asked for goes first, and who has stopped the page wants rest. */
function isBusy(get: GetAll): boolean {
  return !isIdle(get().encoding);
}

function keep({ get, set }: Reading, key: string, vocabulary: Vocabulary): Vocabulary {
  const others = [...get().vocabularies].filter(([other]) => other !== key);
  set({ vocabularies: new Map([...others.slice(1 - MOST_KEPT), [key, vocabulary]]) });
  return vocabulary;
}

async function keptVectors(
  shelf: EmbeddingShelf | null | undefined,
  name: string,
  words: number,
  width: number,
): Promise<Float32Array[] | null> {
  const kept = await shelf?.loadClasses(SHELF_NAME, name).catch(() => null);
  if (!kept || kept.vectors.length !== words * width) return null;
  return Array.from({ length: words }, (_, row) =>
    kept.vectors.slice(row * width, (row + 1) * width),
  );
}

async function keepVectors(
  shelf: EmbeddingShelf | null | undefined,
  name: string,
  vectors: readonly Float32Array[],
): Promise<void> {
  const width = vectors[0]?.length ?? 0;
  const all = new Float32Array(vectors.length * width);
  for (const [row, vector] of vectors.entries()) all.set(vector, row * width);
  const classes = { vectors: all, cut: NONE_CUT };
  // Without room they are encoded again on the next visit.
  await shelf?.keepClasses(SHELF_NAME, name, classes).catch(() => undefined);
}
