import type { TrainOptions } from '../../engine/training.ts';

/** Ready picture vectors of photographs by the built-in image tower. */
export const PHOTOGRAPH_SETS = ['cifar10', 'tiny-imagenet'] as const;
export type PhotographSet = (typeof PHOTOGRAPH_SETS)[number];

/** What a repair by training does, as a link carries it: the pictures do not travel. */
export interface TrainingRecipe {
  readonly repair: TrainOptions['repair'];
  /** The sample shelf, the pictures on the page with their names, or ready vectors of photographs. */
  readonly data: 'samples' | 'page' | PhotographSet;
  /** Every second name is kept apart, to see what becomes of words that were never taught. */
  readonly half: boolean;
  readonly seed: number;
  /** Of the text tower's training; a refit has none. */
  readonly steps: number;
}

/** A model that was made here: what by, and its id in the engine. */
export interface TrainedHere {
  readonly recipe: TrainingRecipe;
  readonly model: string;
}

export const DEFAULT_RECIPE: TrainingRecipe = {
  repair: 'text-tower',
  data: 'samples',
  half: true,
  seed: 0,
  steps: 60,
};

export const REPAIRS = ['text-tower', 'text-projection', 'image-projection'] as const;
export const MOST_STEPS = 2000;

/** `repair.data.half|all.seed.steps`, as it stands in a link. */
export function writeRecipe({ repair, data, half, seed, steps }: TrainingRecipe): string {
  return [repair, data, half ? 'half' : 'all', seed, steps].join('.');
}

/** `null` where the text makes no sense. */
export function readRecipe(text: string): TrainingRecipe | null {
  const [name, dataText, apart, seedText = '', stepsText = '', ...rest] = text.split('.');
  const repair = REPAIRS.find((one) => one === name);
  const [seed, steps] = [seedText, stepsText].map((digits) =>
    /^\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN,
  );
  const fits = seed !== undefined && steps !== undefined && seed < 2 ** 32 && steps <= MOST_STEPS;
  const data = (['samples', 'page', ...PHOTOGRAPH_SETS] as const).find((one) => one === dataText);
  const known = data !== undefined && (apart === 'half' || apart === 'all');
  if (!repair || !known || !fits || rest.length > 0) return null;
  return { repair, data, half: apart === 'half', seed, steps };
}
