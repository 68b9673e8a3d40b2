import { TRAINING_TEMPLATES } from './templates.ts';

/** The recipe of a text tower's training that `docs/repairs.md` measures. */
export const TRAINING_RECIPE = {
  steps: 60,
  seed: 0,
  rate: 2e-3,
  warmUp: 20,
  weightDecay: 0.1,
  clip: 1,
  scale: 20,
  batch: 128,
  views: 8,
  templates: TRAINING_TEMPLATES,
} as const;
