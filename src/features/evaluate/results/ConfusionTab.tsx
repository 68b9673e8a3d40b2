import { useState } from 'react';
import { topConfusions } from '../../../core/evaluation/confusion.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { ColumnGrid } from './ColumnGrid.tsx';
import { ConfusionColumn } from './ConfusionColumn.tsx';
import type { ColumnView } from './column-view.ts';
import styles from './results.module.css';

/** Which classes are taken for which. */
export function ConfusionTab({
  run,
  views,
}: {
  readonly run: ShownRun;
  readonly views: readonly ColumnView[];
}) {
  const { t } = useWords();
  const [order, setOrder] = useState<'list' | 'error'>('list');
  return (
    <>
      <p className={styles.note}>{t('evaluated.matrix-note')}</p>
      <div className={styles.tools}>
        <Segmented
          label={t('evaluated.order')}
          value={order}
          options={[
            { value: 'list', text: t('evaluated.order.list') },
            { value: 'error', text: t('evaluated.order.error') },
          ]}
          onChange={setOrder}
        />
      </div>
      <ColumnGrid views={views}>
        {(view) =>
          view.tally.confusion ? (
            <ConfusionColumn
              // Another order is another drawing: a place in one means nothing in the other.
              key={order}
              run={run}
              view={view}
              matrix={view.tally.confusion}
              byError={order === 'error'}
              pairs={topConfusions(view.tally.confusion, 10)}
            />
          ) : (
            <p>{t('evaluated.matrix-too-large', { count: run.document.classes.length })}</p>
          )
        }
      </ColumnGrid>
    </>
  );
}
