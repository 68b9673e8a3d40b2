import { LOAD_RULES, type LoadRuleId } from '../core/checkpoint/load-rules.ts';
import { templateProblems } from '../core/text/fill-template.ts';
import { takeLabels } from '../core/text/take-labels.ts';
import { readList } from '../core/text/typed/read-list.ts';
import { readTemplates } from '../core/text/typed/read-templates.ts';
import { MAX_SEED } from '../store/columns/column.ts';
import { DEFAULT_TEMPLATE } from '../store/defaults.ts';

/** A picture by its address, and the name that it is shown under. */
export interface LinkedPicture {
  readonly url: string;
  readonly name: string;
}

/** A checkpoint by its address, and how it is loaded. */
export interface LinkedColumn {
  readonly url: string;
  readonly rule: LoadRuleId;
  /** As `torch.manual_seed` takes it. */
  readonly seed: number;
}

/** What the attributes of the element ask for. */
export interface CompareRequest {
  readonly kind: 'request';
  readonly pictures: readonly LinkedPicture[];
  readonly labels: readonly string[];
  readonly templates: readonly string[];
  readonly columns: readonly LinkedColumn[];
  /** Address of the whole page, or `null` where none is named. */
  readonly page: string | null;
}

/** Why the attributes make no sense, with the facts of a sentence about it. */
export interface RequestProblem {
  readonly kind: 'problem';
  readonly problem:
    | 'no-pictures'
    | 'no-labels'
    | 'no-checkpoint'
    | 'too-many-pictures'
    | 'too-many-labels'
    | 'address'
    | 'rule'
    | 'seed'
    | 'template';
  readonly values: Readonly<Record<string, string | number>>;
}

/** Attributes that the element reads; each change begins a new comparison. */
export const ATTRIBUTES = [
  'pictures',
  'labels',
  'template',
  'first',
  'first-rule',
  'first-seed',
  'second',
  'second-rule',
  'second-seed',
  'page',
] as const;
export type AttributeName = (typeof ATTRIBUTES)[number];

/** It stands in somebody's text: more would be a page of its own. */
export const MOST_PICTURES = 12;
export const MOST_SHOWN_LABELS = 20;

/** Thrown where one attribute makes no sense, caught where all are read. */
class Refusal extends Error {
  readonly problem: RequestProblem;

  constructor(
    problem: RequestProblem['problem'],
    values: Readonly<Record<string, string | number>> = {},
  ) {
    super(problem);
    this.problem = { kind: 'problem', problem, values };
  }
}

/**
 * The request in a set of attributes. Labels and templates are read as the page reads what is typed.
 * @param read the text of an attribute, `null` where it is not there
 * @param base what addresses are relative to
 */
export function readRequest(
  read: (name: AttributeName) => string | null,
  base: string,
): CompareRequest | RequestProblem {
  try {
    return {
      kind: 'request',
      pictures: readPictures(read('pictures') ?? '', base),
      labels: readLabels(read('labels') ?? ''),
      templates: readTemplate(read('template') ?? DEFAULT_TEMPLATE),
      columns: readColumns(read, base),
      page: read('page') === null ? null : address(read('page') ?? '', base).href,
    };
  } catch (error) {
    if (error instanceof Refusal) return error.problem;
    throw error;
  }
}

function readPictures(text: string, base: string): readonly LinkedPicture[] {
  const addresses = text.split(/\s+/).filter((one) => one !== '');
  if (addresses.length === 0) throw new Refusal('no-pictures');
  if (addresses.length > MOST_PICTURES)
    throw new Refusal('too-many-pictures', { most: MOST_PICTURES });
  return addresses.map((one) => {
    const { href, pathname } = address(one, base);
    return { url: href, name: nameIn(pathname) };
  });
}

function readLabels(text: string): readonly string[] {
  const { labels, leftOut } = takeLabels(readList(text));
  const tooLong = leftOut.some(({ reason }) => reason === 'too-long');
  if (labels.length > MOST_SHOWN_LABELS || tooLong)
    throw new Refusal('too-many-labels', { most: MOST_SHOWN_LABELS });
  if (labels.length === 0) throw new Refusal('no-labels');
  return labels;
}

function readTemplate(text: string): readonly string[] {
  const templates = readTemplates(text);
  const [bad] = templateProblems(templates);
  if (bad) throw new Refusal('template', { value: bad.template });
  return templates.length > 0 ? templates : [DEFAULT_TEMPLATE];
}

/** Without a second address both columns are one file: it is the load rule that makes the difference. */
function readColumns(
  read: (name: AttributeName) => string | null,
  base: string,
): readonly LinkedColumn[] {
  const first = read('first')?.trim();
  if (first === undefined || first === '') throw new Refusal('no-checkpoint');
  const second = read('second')?.trim();
  return [
    {
      url: address(first, base).href,
      rule: readRule(read('first-rule') ?? 'openclip'),
      seed: readSeed(read('first-seed') ?? '0'),
    },
    {
      url: address(second === undefined || second === '' ? first : second, base).href,
      rule: readRule(read('second-rule') ?? (second ? 'openclip' : 'timm')),
      seed: readSeed(read('second-seed') ?? '0'),
    },
  ];
}

function readRule(text: string): LoadRuleId {
  const known = LOAD_RULES.find(({ id }) => id === text.trim());
  if (known) return known.id;
  throw new Refusal('rule', { value: text, rules: LOAD_RULES.map(({ id }) => id).join(', ') });
}

function readSeed(text: string): number {
  const seed = Number(text);
  if (/^\s*\d+\s*$/.test(text) && seed <= MAX_SEED) return seed;
  throw new Refusal('seed', { value: text, most: String(MAX_SEED) });
}

/** Only addresses that a fetch can read and a link may hold: no `javascript:`, no name before the host. */
function address(text: string, base: string): URL {
  const url = URL.parse(text.trim(), base);
  const plain = url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (plain) return url;
  throw new Refusal('address', { value: text });
}

function nameIn(pathname: string): string {
  const last = pathname.split('/').findLast((part) => part !== '') ?? pathname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
