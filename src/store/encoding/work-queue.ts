import { liveModelOf } from '../columns/column-model.ts';
import { isSame } from '../is-same.ts';
import { lackingPictures, lackingPrompts, workKey } from './missing-keys.ts';
import type { State } from '../state.ts';
import type { Column, Picture } from '../types.ts';

/** Pictures a call: small, so that progress shows and a cancel is quick. */
const PICTURE_BATCH = 8;
/** Prompts a call: as many as a tower takes at once. */
const PROMPT_BATCH = 64;

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

/** What is to be encoded, call after call. */
export interface WorkQueue {
  /** Whether there is something to encode. */
  hasWork(all: State): boolean;
  /** What to encode next, or `null` when every column has every vector that it can get. Prompts go first: bars need them all. */
  take(all: State): Work | null;
  /** Somebody asks anew: what brought nothing is tried once more. */
  tryAgain(): void;
}

/** All that is missing of one kind, and how much of it has been taken; it holds as long as its inputs are the same. */
interface Line<Item> {
  readonly inputs: readonly unknown[];
  readonly items: readonly Item[];
  at: number;
}

/**
 * A line for each column, made anew only when what it was made from has changed: a batch costs what is in it, not what there
 * is in all. A model that was asked and whose next question would be the same again is passed over until `tryAgain`: an
 * engine that does not know it would be asked without end.
 */
export function workQueue(): WorkQueue {
  const promptLines = new Map<string, Line<string>>();
  const pictureLines = new Map<string, Line<Picture>>();
  const silent = new Set<string>();
  let last: string | null = null;

  const peek = (all: State): Work | null =>
    firstOf(all.columns, (column) => promptWork(all, column, promptLines, silent)) ??
    firstOf(all.columns, (column) => pictureWork(all, column, pictureLines, silent));

  return {
    hasWork: (all) => peek(all) !== null,
    take: (all) => {
      for (;;) {
        const work = peek(all);
        const question = work && questionOf(work);
        if (!work || question !== last) {
          last = question;
          return work;
        }
        silent.add(askedOf(work.kind, work.column.modelId));
        last = null;
      }
    },
    tryAgain: () => {
      silent.clear();
      last = null;
    },
  };
}

function firstOf(columns: readonly Column[], workOf: (column: Column) => Work | null): Work | null {
  for (const column of columns) {
    const work = workOf(column);
    if (work) return work;
  }
  return null;
}

function promptWork(
  all: State,
  column: Column,
  lines: Map<string, Line<string>>,
  silent: ReadonlySet<string>,
): Work | null {
  const model = liveModelOf(column);
  if (!model || column.textError || silent.has(askedOf('prompts', model.id))) return null;
  const { text: fingerprint } = model.model.fingerprints;
  const known = all.vectors.texts.get(fingerprint);
  const { left } = all.encoding;
  const inputs = [fingerprint, all.labels, all.templates, known, left];
  const line = lineOf(lines, column, inputs, () =>
    lackingPrompts(all, column).filter((prompt) => !left.has(workKey(fingerprint, prompt))),
  );
  const prompts = batchOf(line, PROMPT_BATCH, (prompt) => known?.has(prompt) === true);
  const missing = line.items.length - line.at;
  const target = { column: { id: column.id, modelId: model.id }, fingerprint, missing };
  return prompts.length > 0 ? { kind: 'prompts', prompts, ...target } : null;
}

function pictureWork(
  all: State,
  column: Column,
  lines: Map<string, Line<Picture>>,
  silent: ReadonlySet<string>,
): Work | null {
  const model = liveModelOf(column);
  if (!model || silent.has(askedOf('pictures', model.id))) return null;
  const { image: fingerprint } = model.model.fingerprints;
  const known = all.vectors.images.get(fingerprint);
  const { left } = all.encoding;
  const inputs = [fingerprint, all.pictures, all.failures, known, left];
  const line = lineOf(lines, column, inputs, () =>
    lackingPictures(all, column).filter(({ id }) => !left.has(workKey(fingerprint, id))),
  );
  const pictures = batchOf(line, PICTURE_BATCH, ({ id }) => known?.has(id) === true);
  const missing = line.items.length - line.at;
  const target = { column: { id: column.id, modelId: model.id }, fingerprint, missing };
  return pictures.length > 0 ? { kind: 'pictures', pictures, ...target } : null;
}

function lineOf<Item>(
  lines: Map<string, Line<Item>>,
  { id }: Column,
  inputs: readonly unknown[],
  missing: () => readonly Item[],
): Line<Item> {
  const known = lines.get(id);
  if (known && isSame(inputs, known.inputs)) return known;
  const line = { inputs, items: missing(), at: 0 };
  lines.set(id, line);
  return line;
}

/** The first that are still missing; those before them, which came meanwhile, are never looked at again. */
function batchOf<Item>(
  line: Line<Item>,
  most: number,
  isKnown: (item: Item) => boolean,
): readonly Item[] {
  const { items } = line;
  while (line.at < items.length && isKnown(items[line.at] as Item)) line.at += 1;
  return items.slice(line.at, line.at + most).filter((item) => !isKnown(item));
}

function askedOf(kind: Work['kind'], modelId: string): string {
  return `${kind} ${modelId}`;
}

function questionOf(work: Work): string {
  const [first] = work.kind === 'prompts' ? work.prompts : work.pictures.map(({ id }) => id);
  return `${askedOf(work.kind, work.column.modelId)} ${first ?? ''}`;
}
