import { useId } from 'react';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import type { Laid, LaidOut } from '../../store/spaces/laid-spaces.ts';
import { Button } from '../../ui/Button.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { drawnOf, type Frame, type SpacesView } from './plot-layout.ts';
import type { ActivePoint, ColumnOnShow } from './points.ts';
import { PointFacts } from './PointFacts.tsx';
import { ClosingCost, SpaceFigures } from './SpaceFigures.tsx';
import { SpacePlot } from './SpacePlot.tsx';
import styles from './spaces.module.css';

interface Props {
  readonly column: ColumnOnShow;
  readonly laid: Laid;
  readonly view: SpacesView;
  /** Of the gap, that is closed. */
  readonly share: number;
  readonly frame: Frame;
  readonly active: ActivePoint | null;
  readonly onActive: (point: ActivePoint) => void;
  readonly run: ShownRun | undefined;
}

/** One column: its points, what the one in question is, and its figures. */
export function SpaceColumn(props: Props) {
  const { column, laid } = props;
  const words = useWords();
  const { t } = words;
  const id = useId();
  return (
    <section className={styles.side} aria-labelledby={id} data-chance={column.chance}>
      <header className={styles.head}>
        <h3 id={id}>{column.title}</h3>
        {column.onRoll && (
          <Button small icon="dice" onClick={column.onRoll}>
            {t('seed.roll')}
          </Button>
        )}
      </header>
      {laid.kind === 'waiting' && <p role="status">{t('spaces.waiting')}</p>}
      {laid.kind === 'no-vectors' && <p>{t('spaces.no-vectors')}</p>}
      {laid.kind === 'too-few' && <p>{t('spaces.too-few', counted(laid))}</p>}
      {laid.kind === 'failed' && <p role="alert">{errorSentence(words, laid.error)}</p>}
      {laid.kind === 'laid' && <LaidColumn {...props} laid={laid} />}
    </section>
  );
}

const counted = ({ pictures, labels }: Extract<Laid, { kind: 'too-few' }>) => ({
  pictures,
  labels,
});

interface LaidProps extends Props {
  readonly laid: LaidOut;
}

function LaidColumn({ column, laid, view, share, frame, active, onActive, run }: LaidProps) {
  const { t } = useWords();
  const { spaces, points, stale } = laid;
  const drawn = drawnOf(laid);
  const unknown = points.truths.filter((truth) => truth < 0).length;
  const left = spaces.leftOut.pictures + spaces.leftOut.labels;
  const all = points.total.pictures + points.total.labels;
  return (
    <>
      {stale && <p role="status">{t('spaces.stale')}</p>}
      {view === 'gap' && <ClosingCost spaces={spaces} share={share} />}
      <SpacePlot
        column={column}
        laid={laid}
        drawn={drawn}
        view={view}
        share={share}
        frame={frame}
        active={active}
        onActive={onActive}
        run={run}
      />
      <PointFacts
        laid={laid}
        active={active?.id ?? null}
        spoken={active?.column === column.key}
        run={run}
      />
      <SpaceFigures column={column} spaces={spaces} />
      {spaces.known === 0 && <p className={styles.note}>{t('spaces.unknown')}</p>}
      {spaces.known > 0 && unknown > 0 && (
        <p className={styles.note}>{t('spaces.some-unknown', { count: unknown })}</p>
      )}
      {left > 0 && <p className={styles.note}>{t('spaces.left-out', { count: left })}</p>}
      {drawn.pictures.length + drawn.labels.length + left < all && (
        <p className={styles.note}>
          {t('spaces.drawn', {
            pictures: drawn.pictures.length,
            allPictures: points.total.pictures,
            labels: drawn.labels.length,
            allLabels: points.total.labels,
            counted: points.pictures.length - spaces.leftOut.pictures,
            countedLabels: points.labels.length - spaces.leftOut.labels,
          })}
        </p>
      )}
    </>
  );
}
