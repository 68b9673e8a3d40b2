import type { State } from '../state.ts';
import type { SeedTrial } from '../columns/seed-trial.ts';

/** The tried seeds of a column, as long as they were tried with the labels, templates and pictures that are on the page. */
export function trialsOf(
  {
    trials,
    labels,
    templates,
    pictures,
  }: Pick<State, 'trials' | 'labels' | 'templates' | 'pictures'>,
  column: string,
): readonly SeedTrial[] | undefined {
  const own = trials.get(column);
  const holds = own?.labels === labels && own.templates === templates && own.pictures === pictures;
  return holds ? own.list : undefined;
}
