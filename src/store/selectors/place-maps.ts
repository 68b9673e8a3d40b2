import { placeScores } from '../../core/maps/place-scores.ts';
import { modelOf } from '../columns/column-model.ts';
import type { PlaceVectors } from '../maps/maps.ts';
import type { State } from '../state.ts';
import type { Column, Label } from '../types.ts';
import { classesOf } from './scores.ts';
import type { ClassVectors } from './class-vectors.ts';

/** What one column's model says of each place for one label. */
export interface PlaceMap {
  readonly label: Label;
  /** The cosine of each place with the label, minus its mean over all labels; row by row. */
  readonly values: Float32Array;
}

const cache = new WeakMap<PlaceVectors, WeakMap<ClassVectors, readonly PlaceMap[]>>();

/** A map for each label of the page; none while the labels are still being encoded. */
export function placeMaps(
  inputs: Pick<State, 'vectors' | 'labels' | 'templates'>,
  column: Column,
  places: PlaceVectors,
): readonly PlaceMap[] {
  const model = modelOf(column);
  const classes = model && classesOf(inputs, model);
  if (!classes || classes.labels.length < inputs.labels.length) return [];
  const known = cache.get(places) ?? new WeakMap<ClassVectors, readonly PlaceMap[]>();
  cache.set(places, known);
  const found = known.get(classes);
  if (found) return found;
  const scores = placeScores(places.data, classes.vectors);
  const maps = classes.labels.map((label, index) => ({
    label,
    values: scores[index] ?? new Float32Array(),
  }));
  known.set(classes, maps);
  return maps;
}
