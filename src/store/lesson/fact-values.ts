import { FRESH_SCALE } from '../../core/scoring/stand-in-scale.ts';
import type { Words } from '../../words/translate.ts';
import type { SummaryInputs } from '../selectors/summary.ts';
import { columnFacts, NOT_KNOWN } from './facts.ts';

/** Digits of a cosine and of a factor, as the page's own bars and fields show them. */
const DIGITS = 2;

/**
 * What the lesson's sentences fill in, all of it worked out from the state: names that end in 1 are of the first column, in
 * 2 of the second. A number that is not known yet is a dash.
 */
export function factValues(
  { number, percent }: Words,
  all: SummaryInputs,
): Readonly<Record<string, string>> {
  const { columns, pictures, labels } = all;
  const words = { ...all, heads: new Map(), examples: new Map() };
  const values: Record<string, string> = {
    pictures: number(pictures.length),
    labels: number(labels.length),
    fresh: number(FRESH_SCALE, DIGITS),
  };
  for (const [index, column] of [columns[0], columns[1]].entries()) {
    const facts = columnFacts(all, column);
    const byWords = columnFacts(words, column);
    const own = {
      right: number(facts.right),
      known: number(facts.known),
      share: percent(facts.right / facts.known, 1),
      sure: percent(facts.sure),
      sureFresh: percent(facts.sureFresh),
      top: facts.top,
      wins: number(facts.wins),
      alike: number(facts.alike, DIGITS),
      near: number(facts.near, DIGITS),
      next: number(facts.next, DIGITS),
      scale: number(facts.scale, Number.isInteger(facts.scale) ? 0 : DIGITS),
      numbers: number(facts.numbers),
      random: number(facts.random),
      seed: Number.isNaN(facts.seed) ? NOT_KNOWN : String(facts.seed),
      loaders: number(facts.loaders),
      silent: number(facts.silent),
      refusing: number(facts.refusing),
      rightWords: number(byWords.right),
    };
    for (const [name, value] of Object.entries(own)) values[`${name}${index + 1}`] = value;
    values['knownWords'] ??= number(byWords.known);
  }
  return values;
}
