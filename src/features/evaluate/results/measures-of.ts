import { ARTICLE_FIGURES } from '../../../core/evaluation/article-figures.ts';
import { chanceOf, type Interval, wilsonInterval } from '../../../core/evaluation/interval.ts';
import { meanPerClassAccuracy } from '../../../core/evaluation/per-class.ts';
import { topKCount } from '../../../core/evaluation/tally.ts';
import type { Words } from '../../../words/translate.ts';
import type { Measure } from './charts/FigureChart.tsx';
import { type ColumnView, shareDigits } from './column-view.ts';

/** The second rank that articles give figures for. */
export const USUAL_K = 5;

type Views = readonly ColumnView[];

/** What is drawn of a run: top-1, top-k, the mean over classes, and class means where they were measured. `article`: beside its figures. */
export function measuresOf(words: Words, views: Views, k: number, article: boolean): Measure[] {
  const { t } = words;
  const classCount = views[0]?.tally.classCount ?? 1;
  const means = views.map(({ column }) => column.nearestMean ?? { k: 0, right: 0, pictures: 0 });
  const near = Math.max(...means.map(({ k }) => k));
  return [
    topMeasure(words, views, 1, article),
    ...(classCount > k ? [topMeasure(words, views, k, article)] : []),
    {
      key: 'per-class',
      title: t('evaluate.per-class'),
      chance: null,
      figures: figuresOf(
        words,
        views,
        views.map(({ tally }) => meanPerClassAccuracy(tally)),
      ),
    },
    {
      key: 'near',
      title: t('evaluated.nearest', { k: near }),
      chance: null,
      figures: figuresOf(
        words,
        views,
        means.map(({ right, pictures }) => right / pictures),
        means.map(({ right, pictures }) => wilsonInterval(right, pictures)),
      ),
    },
  ].filter(({ figures }) => figures.length > 0);
}

/** The share of pictures whose class is among the first `rank`, with its interval and what guessing would give. */
function topMeasure(words: Words, views: Views, rank: number, article: boolean): Measure {
  const { t } = words;
  const counts = views.map(({ tally }) => ({
    right: topKCount(tally, rank),
    pictures: tally.pictures,
  }));
  const own = figuresOf(
    words,
    views,
    counts.map(({ right, pictures }) => (pictures === 0 ? 0 : right / pictures)),
    counts.map(({ right, pictures }) => wilsonInterval(right, pictures)),
  );
  const quoted = ARTICLE_FIGURES.map(({ verdict, top1, top5 }) => ({
    label: t(`evaluated.article.${verdict}`),
    trained: verdict === 'complete',
    value: rank === 1 ? top1 : top5,
    interval: null,
    digits: 2,
    quoted: true,
  }));
  return {
    key: `top-${rank}`,
    title: t('evaluate.top', { k: rank }),
    chance: chanceOf(rank, views[0]?.tally.classCount ?? 1),
    figures: article && (rank === 1 || rank === USUAL_K) ? [...own, ...quoted] : own,
  };
}

/** One figure for each column in which it was measured. */
function figuresOf(
  { t }: Words,
  views: Views,
  values: readonly number[],
  intervals: readonly Interval[] = [],
): Measure['figures'] {
  return views.flatMap((view, index) => {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) return [];
    return {
      label: t('evaluated.short', { number: view.index + 1 }),
      trained: view.trained,
      value,
      interval: intervals[index] ?? null,
      digits: shareDigits(view.tally),
      quoted: false,
    };
  });
}
