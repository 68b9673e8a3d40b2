import type { Verdict } from '../../../core/checkpoint/load-report.ts';
import { tallyOutcomes } from '../../../core/evaluation/outcome-counts.ts';
import type { RunColumn } from '../../../core/evaluation/run-document.ts';
import type { Tally } from '../../../core/evaluation/tally.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import type { Words } from '../../../words/translate.ts';

/** One column of a run with everything that is counted of it. */
export interface ColumnView {
  readonly index: number;
  readonly column: RunColumn;
  readonly tally: Tally;
  /** A complete model, or vectors of which nothing is known; everything else holds chance and is drawn hatched. */
  readonly trained: boolean;
  /** Whether the pictures' classes are known; without them nothing is said of right and wrong. */
  readonly truth: boolean;
}

/** The columns of a run, counted as they stand. */
export function columnViews({ document, tallies, counted }: ShownRun): ColumnView[] {
  return document.columns.map((column, index) => ({
    index,
    column,
    tally:
      counted?.[index] ??
      tallyOutcomes(column.outcomes, document.trueClasses, document.classes.length),
    truth: tallies?.[index]?.truth ?? true,
    trained: column.model.verdict === null || column.model.verdict === 'complete',
  }));
}

/** The column's number and what its model holds. */
export function columnTitle({ t }: Words, { index, column }: ColumnView): string {
  const number = t('evaluate.column', { number: index + 1 });
  return t('column.said', { name: number, text: verdictText(t, column.model.verdict) });
}

/** By kind, so that none can be left out. */
const KINDS: Readonly<Record<Verdict['kind'], true>> = {
  complete: true,
  'vision-only': true,
  'text-only': true,
  'nothing-of-clip': true,
  'both-towers': true,
  'parts-missing': true,
  'not-computed': true,
};
const isVerdict = (kind: string): kind is Verdict['kind'] => Object.hasOwn(KINDS, kind);

/** What a model holds, in words; the one in a run file may be one that this page does not know. */
export function verdictText(t: Words['t'], verdict: string | null): string {
  if (verdict === null) return t('evaluated.vectors');
  return isVerdict(verdict) ? t(`verdict.${verdict}`) : verdict;
}

/** So many pictures tell shares apart by hundredths of a percent, as the article's 0.08 % of 50,000 needs. */
const PICTURES_FOR_HUNDREDTHS = 2000;

/** Digits behind the point with which shares of so many pictures are written. */
export function shareDigits({ pictures }: Pick<Tally, 'pictures'>): number {
  return pictures < PICTURES_FOR_HUNDREDTHS ? 1 : 2;
}
