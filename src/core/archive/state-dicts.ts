import { type Arrangement, marksOf } from '../checkpoint/arrangement.ts';
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
  /** Keys of the dicts that were joined to it, one for each tower; none where it is one dict. */
  readonly joined?: readonly string[];
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
  const all = joinTowers(dictsOfTensors(whole).map(counted));
  const most = Math.max(0, ...all.map(({ marks }) => marks));
  if (most === 0) {
    const [largest] = all.toSorted((a, b) => b.found.tensors.size - a.found.tensors.size);
    return largest ? [largest.found] : [];
  }
  return all
    .filter(({ marks }) => marks * 2 >= most)
    .toSorted((a, b) => rankOf(a.found.path) - rankOf(b.found.path) || b.marks - a.marks)
    .map(({ found }) => found);
}

function rankOf(path: string): number {
  const last = ROOTS.findIndex((root) => path === root || path.endsWith(`.${root}`));
  return (isAveraged(path) ? ROOTS.length + 1 : 0) + (last < 0 ? ROOTS.length : last);
}

interface Counted extends Pick<Arrangement, 'marks' | 'sides'> {
  readonly found: FoundStateDict;
}

function counted(found: FoundStateDict): Counted {
  return { found, ...marksOf([...found.tensors.keys()]) };
}

const hasBoth = ({ sides }: Pick<Counted, 'sides'>): boolean => sides.image > 0 && sides.text > 0;

/** Dicts in one place, each with one tower, are one model: they are taken as one, each behind its key. */
function joinTowers(all: readonly Counted[]): readonly Counted[] {
  const apart = all.filter((one) => one.marks > 0 && one.found.path !== '' && !hasBoth(one));
  const places = new Set(apart.map(({ found }) => parentOf(found.path)));
  let result = all;
  for (const place of places) {
    const children = all.filter(({ found }) => found.path !== '' && parentOf(found.path) === place);
    const own = children.filter((one) => apart.includes(one));
    if (children.some(hasBoth) || own.length > MAX_ITEMS) continue;
    const above = all.find(
      ({ found }) => found.path === place && !apart.some((one) => one.found === found),
    );
    const joined = counted(joinedDict(place, above?.found, children));
    if (!hasBoth(joined)) continue;
    const gone = new Set([...children, ...(above ? [above] : [])]);
    result = [...result.filter((one) => !gone.has(one)), joined];
  }
  return result;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('.'), 0));
}

/** Tensors that stand beside the towers, such as the scale, keep their names. */
function joinedDict(
  path: string,
  above: FoundStateDict | undefined,
  children: readonly Counted[],
): FoundStateDict {
  const keyOf = ({ found }: Counted) => found.path.slice(path === '' ? 0 : path.length + 1);
  const inside = children.flatMap((child) =>
    [...child.found.tensors].map(([name, tensor]) => [`${keyOf(child)}.${name}`, tensor] as const),
  );
  const keys = new Set(children.map(keyOf));
  return {
    path,
    tensors: new Map([...(above?.tensors ?? []), ...inside]),
    ignored: above?.ignored.filter((key) => !keys.has(key)) ?? [],
    joined: children.filter(({ marks }) => marks > 0).map(keyOf),
  };
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
