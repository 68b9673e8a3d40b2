import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { Results, type SpacesOfRun } from './Results.tsx';
import styles from './results.module.css';

/** Results of a file, with the way back. */
export function OpenedRun({
  run,
  spaces,
}: {
  readonly run: ShownRun;
  readonly spaces: SpacesOfRun;
}) {
  const { t, date } = useWords();
  const close = usePage((all) => all.closeOpenedRun);
  const { madeAt, page } = run.document;
  return (
    <>
      <div className={styles.head}>
        <p>
          <bdi>{run.file}</bdi>
          {run.origin === 'run-file' && (
            <span className={styles.small}>
              {t('evaluated.made-with', { date: date(madeAt), version: page })}
            </span>
          )}
          {run.leftOut > 0 && (
            <span className={styles.small}>{t('evaluated.left-out', { count: run.leftOut })}</span>
          )}
        </p>
        <Button icon="left" onClick={close}>
          {t('evaluated.close-file')}
        </Button>
      </div>
      <Results run={run} spaces={spaces} />
    </>
  );
}
