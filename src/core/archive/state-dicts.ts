import { marksOf } from '../checkpoint/arrangement.ts';
import { PICKLE_BOUNDS } from './pickle-bounds.ts';
import { isKind, type PickleObject, type PickleValue } from './pickle-value.ts';
import { isTensor, type TorchTensor, type UnreadableTensor } from './torch-rules.ts';

/** A dict of tensors in a pickle. */
export interface FoundStateDict {
  /** Keys that lead to it, joined by dots; empty for the whole. */
  readonly path: string;
  readonly tensors: ReadonlyMap<string, TorchTensor | UnreadableTensor>;
  /** Keys beside the tensors. */
  readonly ignored: readonly string[];
}

/** Dicts, lists and tuples that are looked into, each once; optimisers of large models hold some thousand. */
const MAX_VISITED = 100_000;
/** Longest list or tuple that is looked into: longer ones are logs. */
const MAX_ITEMS = 64;

/** Keys under which training programs keep the weights, the likeliest first. */
const ROOTS = ['state_dict', 'model_state_dict', 'model_state', 'model', 'module', 'net'];

/** Words in a key for weights that were averaged over the training, or belong to a second model beside it. */
const AVERAGED =
  /(^|[._])(ema|averaged?|avg|swa|shadow|teacher|momentum|target)([._]|$)|_ema|ema_/i;

/** Whether a path leads to averaged weights or to a second model, by its words. */
export function isAveraged(path: string): boolean {
  return AVERAGED.test(path);
}

/**
 * The state dicts in a pickle at any depth, the one to take first: where some hold CLIP's names, only those that hold
 * at least half as many as the best of them, plain ones before averaged ones; else the one with most tensors.
 */
export function stateDictsIn(whole: PickleValue): readonly FoundStateDict[] {
  const all = dictsOfTensors(whole).map((found) => ({
    found,
    marks: marksOf([...found.tensors.keys()]),
    rank: rankOf(found.path),
  }));
  const most = Math.max(0, ...all.map(({ marks }) => marks));
  if (most === 0) {
    const [largest] = all.toSorted((a, b) => b.found.tensors.size - a.found.tensors.size);
    return largest ? [largest.found] : [];
  }
  return all
    .filter(({ marks }) => marks * 2 >= most)
    .toSorted((a, b) => a.rank - b.rank || b.marks - a.marks)
    .map(({ found }) => found);
}

function rankOf(path: string): number {
  const last = ROOTS.findIndex((root) => path === root || path.endsWith(`.${root}`));
  return (isAveraged(path) ? ROOTS.length + 1 : 0) + (last < 0 ? ROOTS.length : last);
}

interface Place {
  readonly value: PickleValue;
  readonly path: readonly string[];
}

function dictsOfTensors(whole: PickleValue): FoundStateDict[] {
  const found: FoundStateDict[] = [];
  const seen = new Set<PickleObject>();
  const queue: Place[] = [{ value: whole, path: [] }];
  for (let at = 0; at < queue.length && seen.size < MAX_VISITED; at++) {
    const { value, path } = queue[at] ?? { value: null, path: [] };
    if (!hasParts(value) || seen.has(value)) continue;
    seen.add(value);
    const entries = entriesOf(value);
    const tensors = entries.flatMap(([key, inner]) =>
      isTensor(inner) ? [[String(key), inner.made] as const] : [],
    );
    if (tensors.length > 0 && !isKind(value, 'list') && !isKind(value, 'tuple')) {
      const ignored = entries.filter(([, inner]) => !isTensor(inner)).map(([key]) => String(key));
      found.push({ path: path.join('.'), tensors: new Map(tensors), ignored });
    }
    if (path.length === PICKLE_BOUNDS.depth) continue;
    for (const [key, inner] of entries) {
      if (hasParts(inner)) queue.push({ value: inner, path: [...path, String(key)] });
    }
  }
  return found;
}

function hasParts(value: PickleValue): value is PickleObject {
  return typeof value === 'object' && value !== null && value.kind !== 'made';
}

function entriesOf(value: PickleObject): readonly (readonly [string | number, PickleValue])[] {
  if (isKind(value, 'dict') || isKind(value, 'opaque')) return [...value.entries];
  if (!isKind(value, 'list') && !isKind(value, 'tuple')) return [];
  return value.items.length > MAX_ITEMS ? [] : value.items.map((item, index) => [index, item]);
}
