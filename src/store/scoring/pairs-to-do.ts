import { modelOf } from '../columns/column-model.ts';
import type { ClassVectors } from '../selectors/class-vectors.ts';
import { wholeClasses } from '../selectors/scores.ts';
import type { State } from '../state.ts';
import { cosinesToDo } from './cosine-rows.ts';

type Scored = Pick<State, 'columns' | 'pictures' | 'labels' | 'templates' | 'vectors'>;

/** Every picture that has no row of cosines with a column's labels yet. */
export interface PairsToDo {
  /** The labels of each column, where all of them are encoded. */
  readonly lists: ReadonlySet<ClassVectors>;
  readonly rows: readonly { readonly image: Float32Array; readonly classes: ClassVectors }[];
  /** Numbers that are to be multiplied for that. */
  readonly products: number;
}

export function pairsToDo(all: Scored): PairsToDo {
  const lists = new Set<ClassVectors>();
  const rows: { image: Float32Array; classes: ClassVectors }[] = [];
  const seen = new Set<string>();
  let products = 0;
  for (const column of all.columns) {
    const model = modelOf(column);
    const classes = model && wholeClasses(all, model);
    if (!model || !classes) continue;
    lists.add(classes);
    const { image: tower, text } = model.model.fingerprints;
    // Columns with the same towers have the same rows.
    if (seen.has(`${tower}\n${text}`)) continue;
    seen.add(`${tower}\n${text}`);
    const known = all.vectors.images.get(tower);
    for (const { id } of all.pictures) {
      const image = known?.get(id);
      const cosines = image ? cosinesToDo(image, classes) : 0;
      if (!image || cosines === null) continue;
      rows.push({ image, classes });
      products += cosines * image.length;
    }
  }
  return { lists, rows, products };
}
