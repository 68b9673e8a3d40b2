import { PARTS, type Part } from '../model/architecture.ts';
import type { LoadReport, Provenance } from './load-report.ts';

/** One of two models that are compared: its report, and a hash of the float32 values of each of its parameters. */
export interface HashedModel {
  readonly report: Pick<LoadReport, 'parameters'>;
  /** In the order of the report's parameters; empty where the numbers cannot be read. */
  readonly hashes: readonly string[];
}

export const LIKENESSES = [
  'same',
  'same-shape',
  'other-values',
  'other-shape',
  'only-first',
  'only-second',
  'unreadable',
] as const;
/** How a parameter of one model is to that of the other; `same-shape` where values are not compared. */
export type Likeness = (typeof LIKENESSES)[number];

/** One parameter under OpenCLIP's name; `loaded` tells which model has it from a file, `null` where a model lacks it. */
export interface ComparedParameter {
  readonly name: string;
  readonly part: Part;
  readonly likeness: Likeness;
  readonly shapes: readonly [readonly number[] | null, readonly number[] | null];
  readonly loaded: readonly [boolean | null, boolean | null];
}

/** Counts for one of the five parts. */
export type PartLikeness = { readonly part: Part } & Readonly<Record<Likeness, number>>;

export interface Comparison {
  readonly parts: readonly PartLikeness[];
  /** In the order of the first model, then what only the second has. */
  readonly parameters: readonly ComparedParameter[];
}

/**
 * Compares two models by names, shapes and values. Names are OpenCLIP's, whatever the files call their tensors, so one
 * model in two layouts is the same.
 */
export function compareModels(first: HashedModel, second: HashedModel): Comparison {
  return compare(entries(first), entries(second));
}

/**
 * Compares what two loads take from files, by names and shapes alone: headers are enough. A parameter that one of them
 * leaves to its start is only in the other; one that both leave is not compared.
 */
export function compareHeaders(
  first: HashedModel['report'],
  second: HashedModel['report'],
): Comparison {
  return compare(taken(first), taken(second));
}

type Entries = ReadonlyMap<string, Entry>;

function compare(a: Entries, b: Entries): Comparison {
  const names = new Set([...a.keys(), ...b.keys()]);
  const parameters = [...names].flatMap((name): ComparedParameter[] => {
    const [one, other] = [a.get(name), b.get(name)];
    const part = (one ?? other)?.part;
    if (!part) return [];
    return [
      {
        name,
        part,
        likeness: likeness(one, other),
        shapes: [one?.shape ?? null, other?.shape ?? null],
        loaded: [one?.loaded ?? null, other?.loaded ?? null],
      },
    ];
  });
  const parts = PARTS.map((part): PartLikeness => {
    const own = parameters.filter((parameter) => parameter.part === part);
    const count = (kind: Likeness) => own.filter((one) => one.likeness === kind).length;
    return {
      part,
      same: count('same'),
      'same-shape': count('same-shape'),
      'other-values': count('other-values'),
      'other-shape': count('other-shape'),
      'only-first': count('only-first'),
      'only-second': count('only-second'),
      unreadable: count('unreadable'),
    };
  });
  return { parts, parameters };
}

interface Entry {
  readonly part: Part;
  readonly shape: readonly number[];
  /** `null`: not asked for; `undefined` or empty: it cannot be read. */
  readonly hash: string | null | undefined;
  readonly loaded: boolean;
}

function entries({ report, hashes }: HashedModel): Entries {
  return new Map(
    report.parameters.map(({ parameter: { name, part, shape }, provenance }, index) => [
      name,
      { part, shape, hash: hashes[index], loaded: isKnown(provenance) },
    ]),
  );
}

/** From files, or told beside them: nothing of chance, nor a stand-in. */
function isKnown({ kind }: Provenance): boolean {
  return kind === 'loaded' || kind === 'told';
}

function taken({ parameters }: HashedModel['report']): Entries {
  const loaded = parameters.filter(({ provenance }) => isKnown(provenance));
  return new Map(
    loaded.map(({ parameter: { name, part, shape } }) => [
      name,
      { part, shape, hash: null, loaded: true },
    ]),
  );
}

function likeness(one: Entry | undefined, other: Entry | undefined): Likeness {
  if (!one) return 'only-second';
  if (!other) return 'only-first';
  const alike =
    one.shape.length === other.shape.length &&
    one.shape.every((size, axis) => size === other.shape[axis]);
  if (!alike) return 'other-shape';
  if (one.hash === null || other.hash === null) return 'same-shape';
  if (!one.hash || !other.hash) return 'unreadable';
  return one.hash === other.hash ? 'same' : 'other-values';
}
