import { createTorchGenerator, fillUniform } from '../init/torch-random.ts';

/** What a step can choose from. */
export interface Choices {
  /** Pictures of each name, as places among all pictures; a name without any takes no part. */
  readonly picturesOf: readonly (readonly number[])[];
  readonly views: number;
  readonly templates: number;
  /** Most names of a step. */
  readonly most: number;
}

/** One row of a step. */
export interface Pick {
  readonly name: number;
  readonly picture: number;
  readonly view: number;
  readonly template: number;
}

/**
 * The rows of step `step` (1, 2, ...): every name once, each with a picture, a view and a template at random; of more
 * than `most` names those that the step's shuffle puts first. The step's numbers come from a generator of its own,
 * `torch.manual_seed((seed + step) mod 2^32)`, by `torch.rand(names, 4)`: so a run goes on exactly where it stopped, and PyTorch makes
 * the same choices.
 */
export function pickBatch(choices: Choices, seed: number, step: number): readonly Pick[] {
  const { picturesOf, views, templates, most } = choices;
  const names = picturesOf.flatMap((own, name) => (own.length > 0 ? [name] : []));
  const numbers = new Float32Array(names.length * DRAWS);
  fillUniform(createTorchGenerator((seed + step) % 2 ** 32), numbers, 0, 1);
  const drawn = names.map((name, row) => ({
    name,
    row: numbers.subarray(row * DRAWS, (row + 1) * DRAWS),
  }));
  const order =
    names.length > most
      ? drawn.toSorted((a, b) => (a.row[0] ?? 0) - (b.row[0] ?? 0) || a.name - b.name)
      : drawn;
  return order.slice(0, most).map(({ name, row }) => {
    const own = picturesOf[name] ?? [];
    return {
      name,
      picture: own[place(row[1], own.length)] ?? 0,
      view: place(row[2], views),
      template: place(row[3], templates),
    };
  });
}

/** Order, picture, view, template. */
const DRAWS = 4;

/** 0 to count - 1. A float32 below 1 times a count may round up to it. */
function place(number = 0, count = 1): number {
  return Math.min(count - 1, Math.floor(Math.fround(number * count)));
}
