import { confidentMistakes } from '../../../core/evaluation/mistakes.ts';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import { ColumnGrid } from './ColumnGrid.tsx';
import type { ColumnView } from './column-view.ts';
import { PictureTiles } from './PictureTiles.tsx';
import styles from './results.module.css';

/** More are not looked at one by one. */
const MOST = 500;

/** The pictures that a column gets wrong, those of which it is surest first. */
export function MistakesTab({
  run,
  views,
}: {
  readonly run: ShownRun;
  readonly views: readonly ColumnView[];
}) {
  const { t } = useWords();
  return (
    <>
      <p className={styles.note}>
        {t(run.set ? 'evaluated.mistakes-note' : 'evaluated.mistakes-file')}
      </p>
      <ColumnGrid views={views}>
        {(view) => {
          const { predicted, confidence } = view.column.outcomes;
          const { trueClasses } = run.document;
          const wrong = view.tally.pictures - (view.tally.ranks[0] ?? 0);
          return (
            <PictureTiles
              title={t('evaluated.mistakes', { count: wrong, total: view.tally.pictures })}
              run={run}
              view={view}
              pictures={confidentMistakes(trueClasses, predicted, confidence, MOST).map(
                ({ picture }) => picture,
              )}
            />
          );
        }}
      </ColumnGrid>
    </>
  );
}
