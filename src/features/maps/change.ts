import { changedMost } from '../../core/maps/changed-most.ts';
import { pictureScores, type LabelScore } from '../../store/selectors/scores.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, Picture } from '../../store/types.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';

/** What covering changed most in a column, in words; empty while nothing is covered or known. */
export function useChange(picture: Picture, shown: Picture, column: Column): string {
  const words = useWords();
  const labels = usePage((all) => all.labels);
  const templates = usePage((all) => all.templates);
  const vectors = usePage((all) => all.vectors);
  const scale = usePage((all) => all.scale);
  const scoring = usePage((all) => all.scoring);
  const heads = usePage((all) => all.heads);
  if (shown.id === picture.id) return '';
  const inputs = { labels, templates, vectors, scale, scoring, heads };
  const before = pictureScores(inputs, column, picture.id);
  const after = pictureScores(inputs, column, shown.id);
  return before && after ? changeSentence(words, before.scores, after.scores) : '';
}

/** Bars that say the same with digits behind the point have not changed. */
const SAME = 0.0005;

function changeSentence(
  { t, percent }: Words,
  before: readonly LabelScore[],
  after: readonly LabelScore[],
): string {
  const most = changedMost(
    before.map(({ probability }) => probability),
    after.map(({ probability }) => probability),
  );
  const label = before[most?.label ?? -1]?.label.text;
  if (!most || label === undefined || Math.abs(most.to - most.from) < SAME)
    return t('maps.cover.same');
  const digits = Math.abs(most.to - most.from) < 0.015 ? 1 : 0;
  return t(most.to < most.from ? 'maps.cover.falls' : 'maps.cover.rises', {
    label,
    from: percent(most.from, digits),
    to: percent(most.to, digits),
  });
}
