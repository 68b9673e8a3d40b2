import { modelOf } from '../columns/column-model.ts';
import type { ClassVectors } from '../selectors/class-vectors.ts';
import { hasHeadAnswer, headAnswer, headProducts, taughtHead } from '../selectors/head-scores.ts';
import { wholeClasses } from '../selectors/scores.ts';
import type { State } from '../state.ts';
import type { Against } from './awaited.ts';
import { cosineRow, cosinesToDo } from './cosine-rows.ts';

type Scored = Pick<State, 'columns' | 'pictures' | 'labels' | 'templates' | 'vectors' | 'heads'>;

/** One picture that is to be compared with a column's labels, or its head. */
interface Pair {
  readonly against: Against;
  readonly compare: () => void;
}

/** Every picture that was not compared yet. */
export interface PairsToDo {
  /** The labels of each column, where all of them are encoded. */
  readonly lists: ReadonlySet<ClassVectors>;
  /** These, and the heads that are in use. */
  readonly all: ReadonlySet<Against>;
  readonly pairs: readonly Pair[];
  /** Numbers that are to be multiplied for that. */
  readonly products: number;
}

export function pairsToDo(all: Scored): PairsToDo {
  const lists = new Set<ClassVectors>();
  const seen = new Map<Against, Set<string>>();
  const pairs: Pair[] = [];
  let products = 0;

  /** @param cost numbers that are to be multiplied for a picture; `null` where it was compared */
  function enter(
    tower: string,
    against: Against,
    cost: (image: Float32Array) => number | null,
    compare: (image: Float32Array) => void,
  ): void {
    // Columns with the same towers have the same rows.
    const towers = seen.get(against) ?? new Set();
    seen.set(against, towers);
    if (towers.has(tower)) return;
    towers.add(tower);
    const known = all.vectors.images.get(tower);
    for (const { id } of all.pictures) {
      const image = known?.get(id);
      const own = image ? cost(image) : null;
      if (!image || own === null) continue;
      pairs.push({ against, compare: () => compare(image) });
      products += own;
    }
  }

  for (const column of all.columns) {
    const model = modelOf(column);
    if (!model) continue;
    const tower = model.model.fingerprints.image;
    const head = taughtHead(all, column, model)?.head;
    if (head)
      enter(
        tower,
        head,
        (image) => (hasHeadAnswer(head, image) ? null : headProducts(head)),
        (image) => headAnswer(head, image),
      );
    const classes = wholeClasses(all, model);
    if (!classes) continue;
    lists.add(classes);
    enter(
      tower,
      classes,
      (image) => {
        const cosines = cosinesToDo(image, classes);
        return cosines === null ? null : cosines * image.length;
      },
      (image) => cosineRow(image, classes),
    );
  }
  return { lists, all: new Set(seen.keys()), pairs, products };
}
