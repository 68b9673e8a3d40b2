import { BoundError } from './bound-error.ts';

/** Counts the steps that a reader takes, so that a small file cannot ask for endless ones. */
export interface WorkMeter {
  /** @throws BoundError when more was spent than the bound allows */
  readonly spend: (steps: number) => void;
  readonly spent: () => number;
}

/** @param what the steps' name in the error's sentence */
export function createWorkMeter(what: string, limit: number): WorkMeter {
  let spent = 0;
  return {
    spend: (steps) => {
      spent += steps;
      if (spent > limit) throw new BoundError(what, limit);
    },
    spent: () => spent,
  };
}
