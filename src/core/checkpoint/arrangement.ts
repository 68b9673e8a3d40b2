import { BARE_MARKS, type MarkedSide, MARKS, OUTSIDE } from './layout-marks.ts';
import type { NamedLayout } from './tensor-layouts.ts';

/** A prefix of a file's names, and what stands in its place in CLIP's own. */
export interface Rewrite {
  readonly prefix: string;
  readonly becomes: string;
  /** Only this name, where the prefix has other things, too. */
  readonly only?: string;
}

/** Where in a file's names CLIP's own are. */
export interface Arrangement {
  readonly layout: NamedLayout;
  readonly rewrites: readonly Rewrite[];
  /** Prefixes behind which there is another model with as much of CLIP, such as averaged weights. */
  readonly others: readonly string[];
  /** How many names are CLIP's for certain. */
  readonly marks: number;
  /** The same by tower. */
  readonly sides: Readonly<Record<MarkedSide, number>>;
}

/** Names beyond this length are searched no further for a prefix. */
const MAX_SEGMENTS = 16;

interface Group {
  readonly layout: NamedLayout;
  readonly prefix: string;
  readonly becomes: string;
  readonly counts: Record<MarkedSide, number>;
}

/**
 * Finds CLIP in a file: the prefix behind which most of CLIP's names lie, whatever it is called. Where each tower has
 * its own prefix in one place (`image_encoder.`, `text_encoder.`), both are taken.
 * @param wanted the prefix to take where there are several
 * @returns `null` where nothing is like CLIP
 */
export function findArrangement(names: readonly string[], wanted?: string): Arrangement | null {
  const groups = groupsOf(names);
  const chosen =
    groups.find(({ prefix }) => prefix === wanted || prefix === `${wanted}.`) ?? groups[0];
  if (!chosen) return null;
  const partner = partnerOf(chosen, groups);
  const own = partner ? [chosen, partner] : [chosen];
  const rewrites = own.map(({ prefix, becomes }): Rewrite => ({ prefix, becomes }));
  const marks = own.reduce((sum, group) => sum + total(group), 0);
  const others = groups.filter(
    (group) => !own.includes(group) && group.layout === chosen.layout && total(group) * 2 >= marks,
  );
  return {
    layout: chosen.layout,
    rewrites: [...rewrites, ...outsideOf(chosen, new Set(names))],
    others: others.map(({ prefix }) => prefix),
    marks,
    sides: {
      image: own.reduce((sum, { counts }) => sum + counts.image, 0),
      text: own.reduce((sum, { counts }) => sum + counts.text, 0),
    },
  };
}

/** How many of the names are CLIP's, behind whatever prefix: of each tower, and in all. */
export function marksOf(names: readonly string[]): Pick<Arrangement, 'marks' | 'sides'> {
  return findArrangement(names.map(plainName)) ?? { marks: 0, sides: { image: 0, text: 0 } };
}

/** The name as CLIP's own files have it; `null` for one that lies outside of CLIP. */
export function bareName({ rewrites }: Arrangement, name: string): string | null {
  for (const { prefix, becomes, only } of rewrites) {
    if (only !== undefined ? name === prefix + only : name.startsWith(prefix)) {
      return becomes + name.slice(prefix.length);
    }
  }
  return null;
}

/** A name without what compiling, checkpointing and sharding put between its parts. */
export function plainName(name: string): string {
  return name.replaceAll(
    /(?<=^|\.)(?:_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module)\./g,
    '',
  );
}

/** The groups, that with most names of CLIP first; of equal ones plain weights before averaged, the shorter prefix first. */
function groupsOf(names: readonly string[]): readonly Group[] {
  const whole = new Map<string, Group>();
  const bare = new Map<string, Group>();
  for (const name of names) {
    count(name, whole, bare);
  }
  for (const group of bare.values()) {
    const { prefix, layout } = group;
    const key = `${layout} ${prefix} `;
    const taken = whole.get(key);
    // A tower without its name: its blocks look like those of the text side.
    if (layout === 'openclip' && taken && taken.counts.image === 0) {
      group.counts.image += taken.counts.text;
      whole.delete(key);
    } else if (taken) continue;
    const isNamed = [...whole.values()].some((one) =>
      prefix.startsWith(one.prefix + group.becomes),
    );
    if (!isNamed) whole.set(key + group.becomes, group);
  }
  return [...whole.values()].filter(isAnchored(names)).toSorted(order);
}

function order(a: Group, b: Group): number {
  return total(b) - total(a) || rank(a) - rank(b) || a.prefix.length - b.prefix.length;
}

function rank({ prefix }: Group): number {
  return /(^|[._])(ema|avg|averaged?|teacher|momentum|target|shadow)([._]|$)|_ema|_m\./i.test(
    prefix,
  )
    ? 1
    : 0;
}

/**
 * Blocks alone are in every vision transformer of timm's: behind a foreign prefix one needs to see more. Behind `visual.`
 * and `trunk.` they belong to relatives of CLIP, which are told by these very names.
 */
function isAnchored(names: readonly string[]): (group: Group) => boolean {
  const all = new Set(names);
  return ({ layout, prefix }) => {
    if (layout !== 'timm' || prefix === '') return true;
    return !/(^|\.)(visual|trunk)\.$/.test(prefix) && all.has(`${prefix}patch_embed.proj.weight`);
  };
}

function total({ counts }: Group): number {
  return counts.image + counts.text;
}

/** Counts the first place in a name from which a mark matches; at one place a whole name goes before one without its tower's. */
function count(name: string, whole: Map<string, Group>, bare: Map<string, Group>): void {
  for (let at = 0, segment = 0; segment < MAX_SEGMENTS; segment++) {
    const rest = name.slice(at);
    const mark = [...MARKS, ...BARE_MARKS].find(({ pattern }) => pattern.test(rest));
    if (mark) {
      const { layout, side, lacks = '' } = mark;
      const groups = lacks === '' ? whole : bare;
      const prefix = name.slice(0, at);
      const key = `${layout} ${prefix} ${lacks}`;
      const counts = { image: 0, text: 0 };
      const group = groups.get(key) ?? { layout, prefix, becomes: lacks, counts };
      group.counts[side]++;
      groups.set(key, group);
      return;
    }
    const dot = name.indexOf('.', at);
    if (dot < 0) return;
    at = dot + 1;
  }
}

/** The other tower of the same model, where each tower stands behind a prefix of its own in one place. */
function partnerOf(chosen: Group, groups: readonly Group[]): Group | undefined {
  const { image, text } = chosen.counts;
  if (image > 0 && text > 0) return undefined;
  const missing: MarkedSide = image > 0 ? 'text' : 'image';
  return groups.find(
    (group) =>
      group !== chosen &&
      group.layout === chosen.layout &&
      group.counts[missing] > 0 &&
      total(group) === group.counts[missing] &&
      (group.prefix === chosen.prefix || parent(group.prefix) === parent(chosen.prefix)),
  );
}

function parent(prefix: string): string {
  return prefix.slice(0, prefix.lastIndexOf('.', prefix.length - 2) + 1);
}

/** Projections and scale that stand above the prefix, nearest first. */
function outsideOf({ layout, prefix }: Group, names: ReadonlySet<string>): Rewrite[] {
  return OUTSIDE[layout].flatMap((name): Rewrite[] => {
    if (names.has(prefix + name)) return [];
    for (let above = prefix; above !== '';) {
      above = parent(above);
      if (names.has(above + name)) return [{ prefix: above, becomes: '', only: name }];
    }
    return [];
  });
}
