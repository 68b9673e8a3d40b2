import { useEffect, useReducer, useState } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { Tabs } from '../../ui/Tabs.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import { coverStep, NOTHING_COVERED } from './cover-steps.ts';
import { CoverTab } from './CoverTab.tsx';
import type { DrawBars } from './draw-bars.ts';
import { MapTab } from './MapTab.tsx';
import { useRefusal } from './use-refusal.ts';
import styles from './maps.module.css';

interface Props {
  readonly picture: Picture;
  readonly way?: Way | undefined;
  readonly bars: DrawBars;
}

const TABS = ['cover', 'parts', 'patches'] as const;
export type Way = (typeof TABS)[number];

/** Three ways to ask where in a picture an answer comes from, each with every column side by side. */
export function MapsPanel({ picture, way = 'cover', bars }: Props) {
  const { t } = useWords();
  const [tab, setTab] = useState<Way>(way);
  const [steps, takeStep] = useReducer(coverStep, NOTHING_COVERED);
  const refusal = useRefusal(picture);
  const seeWhere = usePage((all) => all.seeWhere);
  useEffect(() => () => void seeWhere({ kind: 'leave' }), [seeWhere]);
  if (refusal) return <p>{t(refusal)}</p>;
  return (
    <div className={styles.maps}>
      <Tabs
        label={t('maps.ways')}
        value={tab}
        tabs={TABS.map((value) => ({ value, text: t(`maps.${value}`) }))}
        onChange={setTab}
      >
        {tab === 'cover' ? (
          <CoverTab picture={picture} bars={bars} steps={steps} onStep={takeStep} />
        ) : (
          <MapTab key={tab} picture={picture} kind={tab} />
        )}
      </Tabs>
    </div>
  );
}
