import type { Progress as Done } from '../../engine/calls.ts';
import { halfState } from '../../store/selectors/halves.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { ColumnState } from './ColumnState.tsx';
import { ColumnTitle } from './ColumnTitle.tsx';
import { LargeFigure } from './LargeFigure.tsx';
import { PlaceFigures } from './PlaceFigures.tsx';
import type { MapColumnProps } from './map-column-props.ts';
import styles from './maps.module.css';

/** One column's map, or why there is none. */
export function MapColumn(props: MapColumnProps) {
  const { column, place, large = false } = props;
  const { t } = useWords();
  const words = halfState(column, 'text');
  return (
    <section
      className={styles.column}
      data-chance={words === 'random' || words === 'partly'}
      aria-label={t('column.number', { number: place + 1 })}
    >
      <ColumnTitle column={column} place={place} large={large} />
      <ColumnState column={column}>
        <Answered {...props} />
      </ColumnState>
      {words === 'random' && <p className={styles.random}>{t('maps.random')}</p>}
      {column.barsBy !== undefined && <p className={styles.hint}>{t('maps.by-words')}</p>}
    </section>
  );
}

function Answered(props: MapColumnProps) {
  const words = useWords();
  const { t } = words;
  const seeWhere = usePage((all) => all.seeWhere);
  const { answer, maps } = props.answer;
  if (answer?.kind === 'failed')
    return (
      <p className={styles.state}>
        {errorSentence(words, answer.error)}{' '}
        {answer.error.code !== 'patches-unavailable' && (
          <Button small onClick={props.onAgain}>
            {t('picture.retry')}
          </Button>
        )}
      </p>
    );
  if (answer === undefined)
    return (
      <p className={styles.state}>
        {t('maps.stopped')}{' '}
        <Button small onClick={props.onAgain}>
          {t('resume')}
        </Button>
      </p>
    );
  if (answer.kind === 'asking')
    return (
      <div className={styles.asking}>
        <img className={styles.picture} src={props.picture.url} alt="" />
        <Progress label={t('maps.asking')} value={shareOf(answer.progress)} />
        <Button small icon="close" onClick={() => void seeWhere({ kind: 'stop' })}>
          {t('cancel')}
        </Button>
      </div>
    );
  const Figures = props.large ? LargeFigure : PlaceFigures;
  return <Figures {...props} maps={maps} places={answer.value} />;
}

function shareOf(progress: Done | null): number | null {
  return progress && progress.total > 0 ? progress.done / progress.total : null;
}
