import { addConfusion, createConfusion, type Confusion } from '../../core/evaluation/confusion.ts';
import type { Label, Picture } from '../types.ts';

/** What a column calls the pictures of the page whose names are known. */
export interface PageConfusion {
  /** Rows, the true labels, and columns, the winners, in this order. */
  readonly classes: readonly Label[];
  readonly matrix: Confusion;
  /** Pictures in it. */
  readonly known: number;
  /** Of them on the diagonal. */
  readonly right: number;
  /** The label that wins most often, and how often; `null` where nothing is known. */
  readonly most: { readonly label: Label; readonly count: number } | null;
}

/** The labels that the pictures' known names are, in the labels' order, at most `most` of them. */
export function trueClasses(
  labels: readonly Label[],
  pictures: readonly Picture[],
  most: number,
): readonly Label[] {
  const names = new Set(pictures.flatMap(({ known }) => known));
  return labels.filter(({ text }) => names.has(text.toLowerCase())).slice(0, most);
}

/** Pictures by true class and winner; one whose winner is none of the classes, or is tied, is left out of the cells, not of `known`. */
export function confusionOf(
  classes: readonly Label[],
  pictures: readonly Picture[],
  winnerOf: (picture: string) => Label | null,
): PageConfusion {
  const places = new Map(classes.map(({ id }, place) => [id, place]));
  const byName = new Map(classes.map(({ text }, place) => [text.toLowerCase(), place]));
  const matrix = createConfusion(Math.max(classes.length, 1));
  const wins = new Map<Label, number>();
  let [known, right] = [0, 0];
  for (const { id, known: names } of pictures) {
    const truth = names.map((name) => byName.get(name)).find((place) => place !== undefined);
    if (truth === undefined) continue;
    known += 1;
    const winner = winnerOf(id);
    const place = winner ? places.get(winner.id) : undefined;
    if (winner) wins.set(winner, (wins.get(winner) ?? 0) + 1);
    if (place === undefined) continue;
    addConfusion(matrix, truth, place);
    if (winner && names.includes(winner.text.toLowerCase())) right += 1;
  }
  const [most] = [...wins].toSorted(([, a], [, b]) => b - a);
  return {
    classes,
    matrix,
    known,
    right,
    most: most ? { label: most[0], count: most[1] } : null,
  };
}
