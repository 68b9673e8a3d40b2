import type { ReactNode } from 'react';
import { ARTICLE_FIGURES } from '../../../core/evaluation/article-figures.ts';
import { expectedCalibrationError } from '../../../core/evaluation/calibration.ts';
import {
  cannotBeToldFromChance,
  chanceOf,
  wilsonInterval,
} from '../../../core/evaluation/interval.ts';
import { meanPerClassAccuracy } from '../../../core/evaluation/per-class.ts';
import { topKCount, type Tally } from '../../../core/evaluation/tally.ts';
import type { Words } from '../../../words/translate.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { type ColumnView, shareDigits, verdictText } from './column-view.ts';
import styles from './results.module.css';

interface Props {
  readonly views: readonly ColumnView[];
  readonly k: number;
  readonly article: boolean;
}

/** A line of the table. */
interface Row {
  readonly title: string;
  /** Fewer classes than the line asks for. */
  readonly few?: boolean;
  readonly cell: (view: ColumnView) => ReactNode;
  /** What the article says. */
  readonly article?: ReactNode;
}

/** The figures to the digit, one column of the table for each column of the run. */
export function FigureTable({ views, k, article }: Props) {
  const words = useWords();
  const { t } = words;
  return (
    <div className={styles.scroll} role="region" aria-label={t('evaluate.results')} tabIndex={0}>
      <table className={styles.table}>
        <caption>{t('evaluate.results')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('evaluate.measure')}</th>
            {views.map(({ index, column }) => (
              <th key={index} scope="col">
                {t('evaluate.column', { number: index + 1 })}
                <span className={styles.small}>{verdictText(t, column.model.verdict)}</span>
              </th>
            ))}
            {article && <th scope="col">{t('evaluated.article')}</th>}
          </tr>
        </thead>
        <tbody>
          {rowsOf(words, views, k).map((row, line) => (
            // Two lines may have the same title, and none changes its place.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={line} className={row.few ? styles.few : undefined}>
              <th scope="row">{row.title}</th>
              {views.map((view) => (
                <td key={view.index}>{row.cell(view)}</td>
              ))}
              {article && <td>{row.article}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rowsOf({ t, percent, number }: Words, views: Props['views'], k: number): readonly Row[] {
  const few = (views[0]?.tally.classCount ?? 0) <= k;
  return [
    {
      title: t('evaluate.top', { k: 1 }),
      cell: ({ tally }) => <Accuracy tally={tally} k={1} />,
      article: <Quoted figure="top1" />,
    },
    {
      title: t(few ? 'evaluated.top.few' : 'evaluate.top', { k }),
      few,
      cell: ({ tally }) => <Accuracy tally={tally} k={k} />,
      article: k === 5 && <Quoted figure="top5" />,
    },
    {
      title: t('evaluate.per-class'),
      cell: ({ tally }) => percent(meanPerClassAccuracy(tally), shareDigits(tally)),
    },
    { title: t('evaluated.nearest-row'), cell: ({ column }) => <NearestMean column={column} /> },
    {
      title: t('evaluate.ece'),
      cell: ({ tally }) => percent(expectedCalibrationError(tally.reliability), 1),
    },
    { title: t('evaluated.pictures'), cell: ({ tally }) => number(tally.pictures) },
    ...(views.some(({ tally }) => tally.unscored > 0)
      ? [
          {
            title: t('evaluated.unscored'),
            cell: ({ tally }: ColumnView) => number(tally.unscored),
          },
        ]
      : []),
  ];
}

function Quoted({ figure }: { readonly figure: 'top1' | 'top5' }) {
  const { t, percent } = useWords();
  return ARTICLE_FIGURES.map(({ verdict, [figure]: value }) => (
    <span key={verdict} className={styles.line}>
      {t(`verdict.${verdict}`)} {percent(value, 2)}
    </span>
  ));
}

function NearestMean({ column: { nearestMean } }: Pick<ColumnView, 'column'>) {
  const { t } = useWords();
  if (!nearestMean || nearestMean.pictures === 0) return t('evaluated.none');
  return (
    <>
      <Share right={nearestMean.right} of={nearestMean.pictures} />
      <span className={styles.small}>{t('evaluated.nearest-with', { count: nearestMean.k })}</span>
    </>
  );
}

function Accuracy({ tally, k }: { readonly tally: Tally; readonly k: number }) {
  const { t, percent } = useWords();
  if (tally.pictures === 0) return t('evaluated.none');
  const right = topKCount(tally, k);
  const chance = chanceOf(k, tally.classCount);
  const interval = wilsonInterval(right, tally.pictures);
  return (
    <>
      <Share right={right} of={tally.pictures} />
      <span className={styles.small}>
        {t('evaluate.chance', { value: percent(chance, shareDigits(tally)) })}
      </span>
      {cannotBeToldFromChance(interval, k, tally.classCount) && chance < 1 && (
        <span className={styles.small}>{t('evaluate.guessing')}</span>
      )}
    </>
  );
}

function Share({ right, of: pictures }: { readonly right: number; readonly of: number }) {
  const { percent } = useWords();
  const { low, high } = wilsonInterval(right, pictures);
  const share = (value: number): string => percent(value, shareDigits({ pictures }));
  return `${share(right / pictures)} (${share(low)} – ${share(high)})`;
}
