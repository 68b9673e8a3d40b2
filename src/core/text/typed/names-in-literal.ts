import type { Literal, Pairs } from './literal.ts';

/** Keys under which files keep the names of their classes. */
const LISTS = [
  'id2label',
  'names',
  'labels',
  'classes',
  'class_names',
  'classnames',
  'categories',
  'label2id',
];
/** Fields that name one class of a list of them. */
const NAMES = [
  'name',
  'label',
  'class',
  'class_name',
  'classname',
  'title',
  'text',
  'display_name',
  'value',
];

const isNumber = (text: string): boolean => /^\d{1,9}$/.test(text);
/** WordNet's identifiers, which name ImageNet's folders. */
const isWnid = (text: string): boolean => /^n\d{8}$/.test(text);
const isText = (value: Literal): value is string => typeof value === 'string';

/**
 * The names in a list or dictionary, in its order; those of a dictionary of numbers, either way round, in the order
 * of the numbers.
 */
export function namesIn(value: Literal): readonly string[] {
  if (isText(value)) return NOTHING.has(value) ? [] : [value];
  if ('pairs' in value) return namesInPairs(value);
  // One class of `imagenet_class_index.json`: identifier and name.
  const [first, second] = value;
  if (value.length === 2 && first !== undefined && isText(first) && isWnid(first) && second)
    return namesIn(second);
  return value.flatMap((item) => namesIn(item));
}

const NOTHING: ReadonlySet<string> = new Set(['None', 'null', 'undefined', '']);

function namesInPairs({ pairs }: Pairs): readonly string[] {
  const find = (keys: readonly string[]): Literal | undefined =>
    keys
      .map((key) => pairs.find(([name]) => name === key)?.[1])
      .find((value) => value !== undefined);
  const list = find(LISTS);
  if (list !== undefined && !isText(list)) return namesIn(list);
  const name = find(NAMES);
  if (
    name !== undefined &&
    isText(name) &&
    !pairs.every(([, value]) => isText(value) && isNumber(value))
  )
    return [name];
  if (pairs.every(([key]) => isNumber(key)))
    return pairs
      .toSorted(([a], [b]) => Number(a) - Number(b))
      .flatMap(([, value]) => namesIn(value));
  const numbered = pairs.flatMap(([key, value]) =>
    isText(value) && isNumber(value) ? [[key, Number(value)] as const] : [],
  );
  if (numbered.length === pairs.length)
    return numbered.toSorted(([, a], [, b]) => a - b).map(([key]) => key);
  return pairs.flatMap(([, value]) => namesIn(value));
}
