import { useState } from 'react';
import { ARTICLE_FIGURES, isImagenet } from '../../../core/evaluation/article-figures.ts';
import { chanceOf, type Interval, wilsonInterval } from '../../../core/evaluation/interval.ts';
import { meanPerClassAccuracy } from '../../../core/evaluation/per-class.ts';
import { topKCount } from '../../../core/evaluation/tally.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { NumberInput } from '../../../ui/NumberInput.tsx';
import type { Words } from '../../../words/translate.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { FigureChart, type Measure } from './charts/FigureChart.tsx';
import { type ColumnView, shareDigits } from './column-view.ts';
import { FigureTable } from './FigureTable.tsx';
import { PairTests } from './PairTests.tsx';
import styles from './results.module.css';

const USUAL_K = 5;

/** The run's figures as a chart and as a table, and which columns differ. */
export function FiguresTab({
  run,
  views,
}: {
  readonly run: ShownRun;
  readonly views: readonly ColumnView[];
}) {
  const words = useWords();
  const { t } = words;
  const [wanted, setWanted] = useState(USUAL_K);
  const classCount = run.document.classes.length;
  const k = Math.min(Math.max(wanted, 2), classCount);
  const article = isImagenet(run.document.classes);
  return (
    <>
      {classCount > 2 && (
        <NumberInput
          label={t('evaluated.k')}
          place="beside"
          min={2}
          max={classCount}
          value={wanted}
          onChange={setWanted}
        />
      )}
      <FigureChart measures={measuresOf(words, views, k, article)} />
      {article && <p className={styles.note}>{t('evaluated.article-note')}</p>}
      <FigureTable views={views} k={k} article={article} />
      <PairTests run={run} views={views} />
    </>
  );
}

function measuresOf(
  { t }: Words,
  views: readonly ColumnView[],
  k: number,
  article: boolean,
): Measure[] {
  const classCount = views[0]?.tally.classCount ?? 1;
  const label = (view: ColumnView): string => t('evaluated.short', { number: view.index + 1 });
  const top = (rank: number): Measure => ({
    key: `top-${rank}`,
    title: t('evaluate.top', { k: rank }),
    chance: chanceOf(rank, classCount),
    figures: [
      ...views.map((view) => {
        const right = topKCount(view.tally, rank);
        const { pictures } = view.tally;
        return {
          label: label(view),
          trained: view.trained,
          value: pictures === 0 ? 0 : right / pictures,
          interval: wilsonInterval(right, pictures),
          digits: shareDigits(view.tally),
          quoted: false,
        };
      }),
      ...(article && (rank === 1 || rank === USUAL_K)
        ? ARTICLE_FIGURES.map(({ verdict, top1, top5 }) => ({
            label: t(`evaluated.article.${verdict}`),
            trained: verdict === 'complete',
            value: rank === 1 ? top1 : top5,
            interval: null,
            digits: 2,
            quoted: true,
          }))
        : []),
    ],
  });
  const plain = (
    key: string,
    title: string,
    values: readonly number[],
    intervals: readonly Interval[] = [],
  ): Measure => ({
    key,
    title,
    chance: null,
    figures: views.flatMap((view, index) => {
      const value = values[index] ?? Number.NaN;
      return Number.isNaN(value)
        ? []
        : [
            {
              label: label(view),
              trained: view.trained,
              value,
              interval: intervals[index] ?? null,
              digits: shareDigits(view.tally),
              quoted: false,
            },
          ];
    }),
  });
  const means = views.map(({ column }) => column.nearestMean ?? { k: 0, right: 0, pictures: 0 });
  const near = Math.max(...means.map(({ k }) => k));
  return [
    top(1),
    ...(classCount > k ? [top(k)] : []),
    plain(
      'per-class',
      t('evaluate.per-class'),
      views.map(({ tally }) => meanPerClassAccuracy(tally)),
    ),
    plain(
      'near',
      t('evaluated.nearest', { k: near }),
      means.map(({ right, pictures }) => right / pictures),
      means.map(({ right, pictures }) => wilsonInterval(right, pictures)),
    ),
  ].filter(({ figures }) => figures.length > 0);
}
