import { useMemo, useState, type ComponentType } from 'react';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { Tabs } from '../../../ui/Tabs.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { CalibrationTab } from './CalibrationTab.tsx';
import { ClassesTab } from './ClassesTab.tsx';
import { columnTitle, type ColumnView, columnViews } from './column-view.ts';
import { ConfusionTab } from './ConfusionTab.tsx';
import { FiguresTab } from './FiguresTab.tsx';
import { FilesTab } from './FilesTab.tsx';
import { LabelsTab } from './LabelsTab.tsx';
import { MistakesTab } from './MistakesTab.tsx';
import styles from './results.module.css';

const TABS = [
  'figures',
  'labels',
  'classes',
  'confusion',
  'mistakes',
  'calibration',
  'spaces',
  'files',
] as const;
type Tab = (typeof TABS)[number];

/** Where a run's pictures and classes lie; another feature draws it. */
export type SpacesOfRun = ComponentType<{
  readonly run: ShownRun;
  readonly titles: readonly string[];
  readonly trained: readonly boolean[];
}>;

interface Props {
  readonly run: ShownRun;
  readonly spaces: SpacesOfRun;
}

/** What the columns have said so far, or what a file says that they said. */
export function Results({ run, spaces: Spaces }: Props) {
  const words = useWords();
  const { t } = words;
  const [tab, setTab] = useState<Tab>('figures');
  const views = useMemo(() => columnViews(run), [run]);
  if (views.every(({ tally }) => tally.pictures + tally.unscored === 0)) {
    return <p className={styles.note}>{t('evaluated.nothing-yet')}</p>;
  }
  const without = withoutWhat(tab, run, views);
  return (
    <Tabs
      label={t('evaluated.tabs')}
      value={tab}
      tabs={TABS.map((value) => ({ value, text: t(`evaluated.tab.${value}`) }))}
      onChange={setTab}
    >
      {without ? (
        <p className={styles.note}>{t(`evaluated.without.${without}`)}</p>
      ) : (
        <>
          {tab === 'figures' && <FiguresTab run={run} views={views} />}
          {tab === 'labels' && <LabelsTab run={run} views={views} />}
          {tab === 'classes' && <ClassesTab run={run} views={views} />}
          {tab === 'confusion' && <ConfusionTab run={run} views={views} />}
          {tab === 'mistakes' && <MistakesTab run={run} views={views} />}
          {tab === 'calibration' && <CalibrationTab views={views} />}
          {tab === 'spaces' && (
            <Spaces
              run={run}
              titles={views.map((view) => columnTitle(words, view))}
              trained={views.map(({ trained }) => trained)}
            />
          )}
          {tab === 'files' && <FilesTab run={run} views={views} />}
        </>
      )}
    </Tabs>
  );
}

/** What of pictures a tab is made of: their list, or what they show. */
const NEEDS: Readonly<Partial<Record<Tab, 'list' | 'truth'>>> = {
  figures: 'truth',
  classes: 'truth',
  confusion: 'truth',
  mistakes: 'list',
  calibration: 'truth',
  spaces: 'list',
};

/** What a tab needs and the run has not; `null` where it has all. */
function withoutWhat(
  tab: Tab,
  { tallies }: ShownRun,
  views: readonly ColumnView[],
): 'list' | 'truth' | null {
  if (NEEDS[tab] === 'list' && tallies) return 'list';
  return NEEDS[tab] === 'truth' && views.some(({ truth }) => !truth) ? 'truth' : null;
}
