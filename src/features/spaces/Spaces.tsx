import { useState } from 'react';
import { MEASURED } from '../../core/spaces/measured.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { frameOf, type SpacesView } from './plot-layout.ts';
import { SpaceColumn } from './SpaceColumn.tsx';
import type { ActivePoint, ColumnOnShow } from './points.ts';
import styles from './spaces.module.css';

interface Props {
  readonly columns: readonly ColumnOnShow[];
  /** Where the pictures are those of a run. */
  readonly run?: ShownRun;
}

/** Steps of the slider in percent: those for which losses are worked out. */
const STEP = 5;

/** Where pictures and words lie in every column, side by side, and what it costs to close the gap between them. */
export function Spaces({ columns, run }: Props) {
  const words = useWords();
  const { t, percent } = words;
  const [view, setView] = useState<SpacesView>('gap');
  const [closed, setClosed] = useState(0);
  const [active, setActive] = useState<ActivePoint | null>(null);
  // Every movement of a pointer names a point, mostly the same one.
  const point = (next: ActivePoint): void =>
    setActive((now) => (now?.id === next.id && now.column === next.column ? now : next));
  const all = usePage((page) => page.spaces);
  const failed = usePage((page) => page.fileError);
  const laid = columns.flatMap(({ key }) => {
    const found = all.get(key);
    return found?.kind === 'laid' ? [found.spaces] : [];
  });
  const frame = frameOf(laid, view);
  const share = view === 'gap' ? closed / 100 : 0;
  return (
    <div className={styles.spaces}>
      <div className={styles.tools}>
        <Segmented
          label={t('spaces.views')}
          value={view}
          options={(['gap', 'centred'] as const).map((value) => ({
            value,
            text: t(`spaces.view.${value}`),
          }))}
          onChange={setView}
        />
        {view === 'gap' && (
          <Slider
            label={t('spaces.close-gap')}
            value={closed}
            shown={t('spaces.closed-by', { share: percent(share) })}
            max={100}
            step={STEP}
            onChange={setClosed}
          />
        )}
      </div>
      <Reading view={view} />
      <div className={styles.sides}>
        {columns.map((column) => (
          <SpaceColumn
            key={column.key}
            column={column}
            laid={all.get(column.key) ?? { kind: 'waiting' }}
            view={view}
            share={share}
            frame={frame}
            active={active}
            onActive={point}
            run={run}
          />
        ))}
      </div>
      {failed && <p role="alert">{errorSentence(words, failed)}</p>}
      <Terms />
    </div>
  );
}

/** How the plots are read. */
function Reading({ view }: { readonly view: SpacesView }) {
  const { t } = useWords();
  return (
    <>
      <p className={styles.note}>
        {t('spaces.lead')} {t(`spaces.read.${view}`)}
      </p>
      {view === 'gap' && <NotTheFault />}
    </>
  );
}

/** The gap is there in the complete model too. */
function NotTheFault() {
  const { t, percent, number } = useWords();
  return (
    <p className={styles.fault}>
      {t('spaces.not-fault', {
        gap: number(MEASURED.gap, 2),
        pictures: MEASURED.pictures,
        right: percent(MEASURED.right),
        closed: percent(MEASURED.closed),
      })}
    </p>
  );
}

function Terms() {
  const { t } = useWords();
  return (
    <details className={styles.terms}>
      <summary>{t('spaces.terms')}</summary>
      <p>{t('spaces.terms.axes')}</p>
      <p>{t('spaces.terms.closing')}</p>
    </details>
  );
}
