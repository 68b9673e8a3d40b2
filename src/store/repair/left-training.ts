import type { LoadedModel } from '../../engine/loading.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { State } from '../state.ts';
import type { BenchData } from './bench.ts';
import type { LeftTraining } from './training-shelf.ts';

/** What a training begins with, as it is known again on a later visit. */
export function towersOf({ model }: LoadedModel): string {
  return `${model.fingerprints.image}\n${model.fingerprints.text}`;
}

/** Whether a training that was broken off began with what a column holds now. */
export function isOfColumn(
  left: LeftTraining,
  { columns }: Pick<State, 'columns'>,
  id: string,
): boolean {
  const column = columns.find((candidate) => candidate.id === id);
  const model = column && liveModelOf(column);
  return model ? towersOf(model) === left.towers : false;
}

/** Whether what a training is taught is what the one was taught that was broken off. */
export function isSameData({ names, pictures }: LeftTraining, data: BenchData): boolean {
  return JSON.stringify(names) === JSON.stringify(data.names) && pictures === data.labels.length;
}
