/** Texts that begin alike, by their places in the list. */
export interface SharedBeginning {
  /** Tokens that all of them begin with; behind them every text has at least one more. */
  readonly length: number;
  /** Shortest first, so that neighbours need little padding. */
  readonly places: readonly number[];
}

/** Fewer texts are not worth a beginning of their own. */
const LEAST = 8;
/** What one more run of a tower costs beside its tokens, in tokens. */
const RUN = 24;

type Rows = readonly (readonly number[])[];

interface Settled {
  /** Tokens to be read in all. */
  readonly cost: number;
  readonly groups: readonly SharedBeginning[];
}

/**
 * Groups texts by what they begin with, so that few tokens are read when each beginning is read once. Every text is in one
 * group. Found along the tree of beginnings: a branch becomes a group where that costs less than leaving it in its parent's.
 * @param rows token ids, none of them empty
 */
export function sharedBeginnings(rows: Rows): readonly SharedBeginning[] {
  if (rows.length === 0) return [];
  const order = rows.map((_, place) => place).toSorted((a, b) => byBeginning(rows[a], rows[b]));
  return settle(rows, order, 0).groups;
}

/** Tokens that those groups leave to be read, of all that the rows have. */
export function tokensRead(rows: Rows, groups: readonly SharedBeginning[]): number {
  return groups.reduce(
    (sum, { length, places }) =>
      sum + length + places.reduce((own, place) => own + (rows[place]?.length ?? 0) - length, 0),
    0,
  );
}

/** Order in which texts stand beside those with which they share most. */
export function byBeginning(a: readonly number[] = [], b: readonly number[] = []): number {
  const common = commonLength(a, b);
  if (common === a.length) return a.length - b.length;
  return (a[common] ?? 0) - (b[common] ?? -1);
}

/** How many tokens both begin with. */
export function commonLength(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** @param order places of texts that share `depth` tokens, in the order of their ids */
function settle(rows: Rows, order: readonly number[], depth: number): Settled {
  const length = depth + commonFrom(rows, order, depth);
  const left: number[] = [];
  const groups: SharedBeginning[] = [];
  let cost = 0;
  for (const branch of branchesAt(rows, order, length)) {
    const here = restOf(rows, branch, length);
    const own = branch.length < LEAST ? null : settle(rows, branch, length + 1);
    if (own && own.cost + RUN < here) {
      cost += own.cost + RUN;
      groups.push(...own.groups);
    } else {
      cost += here;
      left.push(...branch);
    }
  }
  if (left.length === 0) return { cost, groups };
  const places = left.toSorted((a, b) => (rows[a]?.length ?? 0) - (rows[b]?.length ?? 0));
  return { cost: cost + length, groups: [...groups, { length, places }] };
}

/** How many further tokens all of them share, and still have one more. */
function commonFrom(rows: Rows, order: readonly number[], depth: number): number {
  // In this order the first and the last differ most.
  const [first, last] = [rows[order[0] ?? 0] ?? [], rows[order.at(-1) ?? 0] ?? []];
  const shortest = order.reduce((least, place) => Math.min(least, rows[place]?.length ?? 0), 1e9);
  let length = depth;
  while (length + 1 < shortest && first[length] === last[length]) length++;
  return length - depth;
}

/** Texts with the same token at `depth` and one more behind it; those that end there stand alone. */
function branchesAt(rows: Rows, order: readonly number[], depth: number): number[][] {
  const branches: number[][] = [];
  let token: number | undefined;
  for (const place of order) {
    const row = rows[place] ?? [];
    const next = row.length > depth + 1 ? row[depth] : undefined;
    if (next === undefined || next !== token) branches.push([]);
    token = next;
    branches.at(-1)?.push(place);
  }
  return branches;
}

function restOf(rows: Rows, places: readonly number[], depth: number): number {
  return places.reduce((sum, place) => sum + (rows[place]?.length ?? 0) - depth, 0);
}
