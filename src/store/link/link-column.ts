import { LOAD_RULES, RESETS } from '../../core/checkpoint/load-rules.ts';
import { HEAD_KINDS } from '../../core/heads/head-kinds.ts';
import { PRECISIONS } from '../../core/model/precision.ts';
import { readRecipe, writeRecipe } from '../repair/training-recipe.ts';
import { MAX_SEED, newColumn } from '../columns/column.ts';
import type { Column, ColumnSource, SingleSource } from '../types.ts';

type Extras = Partial<
  Pick<
    Column,
    | 'activation'
    | 'resets'
    | 'crop'
    | 'precision'
    | 'stateDict'
    | 'barsBy'
    | 'training'
    | 'repaired'
  >
> & {
  readonly text?: SingleSource;
  readonly scale?: SingleSource;
};

/** What may follow a column's source, rule and seed: `name=value`, in any order, each at most once. */
const READERS: Readonly<Record<string, (value: string) => Extras | null>> = {
  activation: (value) => (value === 'gelu' || value === 'quickgelu' ? { activation: value } : null),
  text: (value) => optional('text', readSource(value)),
  scale: (value) => optional('scale', readSource(value)),
  fresh: (value) => {
    const names = value.split('+');
    const resets = RESETS.filter((reset) => names.includes(reset));
    return resets.length === names.length ? { resets } : null;
  },
  crop: (value) => {
    const crop = Number(value);
    return crop > 0 && crop <= 1 ? { crop } : null;
  },
  precision: (value) => {
    const precision = PRECISIONS.find((one) => one === value);
    return precision ? { precision } : null;
  },
  bars: (value) => optional('barsBy', HEAD_KINDS.find((kind) => kind === value) ?? null),
  repaired: (value) => {
    // Earlier links said no more than that.
    const [id = '', ...names] = (value === '1' ? 'openclip' : value).split('+');
    const rule = LOAD_RULES.find((one) => one.id === id);
    const resets = RESETS.filter((reset) => names.includes(reset));
    return rule && resets.length === names.length ? { repaired: { rule: rule.id, resets } } : null;
  },
  trained: (value) => {
    const recipe = readRecipe(value);
    // Nothing was made yet: it has to be run again.
    return recipe && { training: { recipe, model: '' } };
  },
  weights: (value) => (STATE_DICT.test(value) ? { stateDict: value } : null),
};

/** Keys joined by dots, as a report names them. */
const STATE_DICT = /^[\w.-]{1,200}$/;

function optional<K extends keyof Extras>(key: K, value: Extras[K] | null): Extras | null {
  return value === null ? null : { [key]: value };
}

/** `source,rule,seed`, then what differs from a plain load as `name=value`. Files from disk cannot travel in a link. */
export function writeColumn(column: Column): string {
  const { source, rule, seed, activation, resets, crop, precision, stateDict, barsBy, training } =
    column;
  const { repaired } = column;
  const towers = source.kind === 'towers' ? source : null;
  const extras: readonly (readonly [string, string | false | null | undefined])[] = [
    ['activation', activation],
    ['text', towers && writeSource(towers.text)],
    ['scale', towers?.scale && writeSource(towers.scale)],
    ['fresh', resets.length > 0 && resets.join('+')],
    ['crop', crop !== null && String(crop)],
    ['precision', precision !== 'fp32' && precision],
    ['bars', barsBy],
    ['trained', training && writeRecipe(training.recipe)],
    ['repaired', repaired && [repaired.rule, ...repaired.resets].join('+')],
    ['weights', stateDict !== undefined && STATE_DICT.test(stateDict) && stateDict],
  ];
  const given = extras.flatMap(([name, value]) => (value ? [`${name}=${value}`] : []));
  return [writeSource(towers ? towers.image : source), rule, seed, ...given].join(',');
}

/** The column of that place in a link; `null` where the text makes no sense. */
export function readColumn(text: string, index: number): Column | null {
  const [file = '', rule = '', seedText = '', ...rest] = text.split(',');
  const seed = Number(seedText);
  const known = LOAD_RULES.find(({ id }) => id === rule);
  const whole = /^\d+$/.test(seedText) && seed <= MAX_SEED;
  const image = readSource(file);
  const extras = readExtras(rest);
  if (!image || !known || !whole || !extras) return null;
  const { text: words, scale, barsBy, ...options } = extras;
  if (scale && !words) return null;
  const source: ColumnSource = words
    ? { kind: 'towers', image, text: words, scale: scale ?? null }
    : image;
  const column = newColumn(String.fromCharCode(97 + index), source, {
    ...options,
    rule: known.id,
    seed,
  });
  return barsBy ? { ...column, barsBy } : column;
}

function readExtras(texts: readonly string[]): Extras | null {
  const extras: Extras = {};
  const seen = new Set<string>();
  for (const text of texts) {
    // The first page's links named the activation alone.
    const [name = '', value = ''] = text.includes('=') ? text.split('=', 2) : ['activation', text];
    const read = Object.hasOwn(READERS, name) && !seen.has(name) ? READERS[name] : undefined;
    const extra = read?.(value);
    if (!extra) return null;
    seen.add(name);
    Object.assign(extras, extra);
  }
  return extras;
}

function writeSource(source: ColumnSource): string {
  if (source.kind === 'built-in') return source.file;
  if (source.kind === 'url') return encodeURIComponent(source.url);
  if (source.kind !== 'hub') return 'complete';
  const { repository, file, endpoint } = source;
  return ['hub', repository, file ?? '', endpoint ?? '']
    .map(encodeURIComponent)
    .join(':')
    .replace(/:+$/, '');
}

/** Only addresses that a fetch can read: no javascript:, no data:. */
function readSource(text: string): SingleSource | null {
  if (text === 'complete' || text === 'vision-only') return { kind: 'built-in', file: text };
  const [kind, repository, file = '', endpoint = '', ...rest] = text.split(':').map(safeDecode);
  if (kind === 'hub' && repository !== undefined && rest.length === 0) {
    const mirror = endpoint === '' ? null : URL.parse(endpoint);
    if (endpoint !== '' && (!mirror || !isPlainWeb(mirror))) return null;
    const fits = REPOSITORY.test(repository) && file.length < LONGEST_PATH;
    const source = { kind: 'hub', repository, file: file || null } as const;
    return fits ? { ...source, ...(endpoint !== '' && { endpoint }) } : null;
  }
  const url = URL.parse(safeDecode(text));
  return url && isPlainWeb(url) ? { kind: 'url', url: url.href } : null;
}

/** Nothing that only looks like another host (`https://known.org@other.test`). */
function isPlainWeb({ protocol, username, password }: URL): boolean {
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** A first look at `owner/name` or an address; the engine reads it in full before it asks anybody. */
const REPOSITORY = /^(?:https?:\/\/\S{1,1000}|[\w.-]{1,96}\/[\w.-]{1,96}(?:@[\w./-]{1,200})?)$/;
const LONGEST_PATH = 1000;

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
