import { averageDirection } from '../scoring/average-direction.ts';

/** A class and the names that all stand for it, the first being the one shown. */
export interface ClassNames {
  readonly names: readonly string[];
}

/** Every prompt of every class in one list, so that each distinct prompt is encoded once. */
export interface ClassPrompts {
  /** Distinct prompts. */
  readonly prompts: readonly string[];
  /** For each class the prompts that are averaged, as indices into `prompts`. */
  readonly promptsOfClass: readonly (readonly number[])[];
}

/**
 * Prompts of all names of each class in all templates.
 *
 * @param render puts a name into a template
 * @throws RangeError where a class has no name
 */
export function classPrompts(
  classes: readonly ClassNames[],
  templates: readonly string[],
  render: (template: string, name: string) => string,
): ClassPrompts {
  const indices = new Map<string, number>();
  const promptsOfClass = classes.map(({ names }, index) => {
    if (names.length === 0) throw new RangeError(`Class ${index} has no name.`);
    const own = new Set<number>();
    for (const name of names) {
      for (const template of templates) {
        const prompt = render(template, name);
        const known = indices.get(prompt) ?? indices.size;
        indices.set(prompt, known);
        own.add(known);
      }
    }
    return [...own];
  });
  return { prompts: [...indices.keys()], promptsOfClass };
}

/**
 * One embedding a class: its prompts normalised, averaged, normalised.
 *
 * @param embeddings [prompts, D]
 * @returns [classes, D]
 */
export function classEmbeddings(
  embeddings: Float32Array,
  dimensions: number,
  promptsOfClass: readonly (readonly number[])[],
): Float32Array {
  const result = new Float32Array(promptsOfClass.length * dimensions);
  promptsOfClass.forEach((prompts, index) => {
    result.set(averageDirection(embeddings, dimensions, prompts), index * dimensions);
  });
  return result;
}

/**
 * Groups of classes that no score can tell apart, because a name of one is a name of the other for the tokenizer, which
 * ignores case and the amount of white space. Each group ascends; groups by their first class.
 */
export function indistinctClasses(classes: readonly ClassNames[]): number[][] {
  const groupOf = classes.map((_, index) => index);
  const rootOf = (index: number): number => {
    let root = index;
    while (groupOf[root] !== root) root = groupOf[root] ?? root;
    return root;
  };
  const owner = new Map<string, number>();
  classes.forEach(({ names }, index) => {
    for (const name of names) {
      const key = promptKey(name);
      const [a, b] = [rootOf(owner.get(key) ?? index), rootOf(index)];
      groupOf[Math.max(a, b)] = Math.min(a, b);
      owner.set(key, index);
    }
  });
  const groups = new Map<number, number[]>();
  classes.forEach((_, index) => {
    const root = rootOf(index);
    groups.set(root, [...(groups.get(root) ?? []), index]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}

function promptKey(name: string): string {
  return name.normalize('NFC').toLowerCase().trim().replace(/\s+/g, ' ');
}
