import type { Label, TextVector } from '../types.ts';
import { firstPromptOf, promptsOf } from './prompts.ts';
import { meanDirection } from '../../core/scoring/vectors.ts';

/** The labels that have all their prompts' embeddings, with one unit vector each. */
export interface ClassVectors {
  readonly labels: readonly Label[];
  readonly vectors: readonly Float32Array[];
  /** Labels whose prompts were cut to the context. */
  readonly truncated: ReadonlySet<string>;
}

interface Entry {
  readonly templates: readonly string[];
  readonly vector: Float32Array;
  readonly truncated: boolean;
}

/**
 * By the embedding of a label's first prompt, so that an entry goes with the embeddings that it was made of. A label is an
 * immutable object, so its vector is found by identity.
 */
const cache = new WeakMap<TextVector, WeakMap<Label, Entry>>();

/** Class vectors of the labels under one text tower: mean of unit prompt embeddings, made unit again (OpenAI's ensemble). */
export function classVectors(
  texts: ReadonlyMap<string, TextVector>,
  labels: readonly Label[],
  templates: readonly string[],
): ClassVectors {
  const ready: Label[] = [];
  const rows: Float32Array[] = [];
  const truncated = new Set<string>();
  for (const label of labels) {
    const entry = entryOf(label, templates, texts);
    if (!entry) continue;
    ready.push(label);
    rows.push(entry.vector);
    if (entry.truncated) truncated.add(label.id);
  }
  return { labels: ready, vectors: rows, truncated };
}

function entryOf(
  label: Label,
  templates: readonly string[],
  texts: ReadonlyMap<string, TextVector>,
): Entry | undefined {
  const first = texts.get(firstPromptOf(label, templates) ?? '');
  if (!first) return undefined;
  const entries = cache.get(first) ?? new WeakMap<Label, Entry>();
  cache.set(first, entries);
  const known = entries.get(label);
  if (known?.templates === templates) return known;
  const found = promptsOf(label, templates).map((prompt) => texts.get(prompt));
  const all = found.filter((text) => text !== undefined);
  if (all.length === 0 || all.length < found.length) return undefined;
  const entry = {
    templates,
    vector: meanDirection(all.map(({ vector }) => vector)),
    truncated: all.some((text) => text.truncated),
  };
  entries.set(label, entry);
  return entry;
}
