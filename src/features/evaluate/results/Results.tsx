import { useMemo, useState, type ComponentType } from 'react';
import type { ShownRun } from '../../../evaluation/shown-run.ts';
import { Tabs } from '../../../ui/Tabs.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import { CalibrationTab } from './CalibrationTab.tsx';
import { ClassesTab } from './ClassesTab.tsx';
import { columnTitle, columnViews } from './column-view.ts';
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
  return (
    <Tabs
      label={t('evaluated.tabs')}
      value={tab}
      tabs={TABS.map((value) => ({ value, text: t(`evaluated.tab.${value}`) }))}
      onChange={setTab}
    >
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
    </Tabs>
  );
}
