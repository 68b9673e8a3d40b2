import { memo, useDeferredValue, useRef } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { useAnsweringColumns } from '../../store/use-answering-columns.ts';
import { useOrderedPictures } from '../../store/use-ordered-pictures.ts';
import type { Picture } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { barCount } from '../../store/selectors/bar-rows.ts';
import { AxisRow } from './AxisRow.tsx';
import { OldLabels } from './lazy-fit.ts';
import { ResultRow } from './ResultRow.tsx';
import styles from './results.module.css';
import { useVisibleRange } from './use-visible-range.ts';

/** One row a picture, every column's bars beside it. Rows out of sight are not drawn. */
export function Results() {
  const { t } = useWords();
  const columns = useAnsweringColumns();
  const labels = usePage((all) => all.labels);
  const barOrder = usePage((all) => all.barOrder);
  const list = useRef<HTMLUListElement>(null);
  // Many new rows are drawn in slices, so that the page answers in between.
  const ordered = useDeferredValue(useOrderedPictures());
  const bars = barCount(labels.length, barOrder);
  const range = useVisibleRange(list, ordered.length, `${bars} ${columns.length}`);
  const arranged = usePage((all) => all.arranged);
  if (!arranged) return <div className={styles.coming} />;
  if (ordered.length === 0) return <p className={styles.empty}>{t('results.no-pictures')}</p>;
  return (
    <>
      {ordered.some(({ sample }) => sample === null) && <OldLabels />}
      <AxisRow />
      <ul
        ref={list}
        className={styles.list}
        data-own={ordered.some(({ sample }) => sample === null)}
        aria-label={t('results.list')}
        style={{ paddingTop: range.before, paddingBottom: range.after }}
      >
        {ordered.slice(range.first, range.last).map((picture, at) => (
          <Item
            key={picture.id}
            picture={picture}
            place={range.first + at + 1}
            count={ordered.length}
          />
        ))}
      </ul>
    </>
  );
}

interface ItemProps {
  readonly picture: Picture;
  readonly place: number;
  readonly count: number;
}

const Item = memo(function Item({ picture, place, count }: ItemProps) {
  return (
    <li className={styles.item} aria-setsize={count} aria-posinset={place}>
      <ResultRow picture={picture} />
    </li>
  );
});
