import { usePage } from '../../store/StoreContext.tsx';
import type { BarOrder, PictureOrder, Settings, Shown } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckBox } from '../../ui/CheckBox.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Select } from '../../ui/Select.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './results.module.css';
import { MeaningNotes } from './MeaningNotes.tsx';
import { ScaleField } from './ScaleField.tsx';

const SHOWN: readonly Shown[] = ['probability', 'cosine', 'logit'];
const SCORINGS: readonly Settings['scoring'][] = ['own', 'softmax', 'sigmoid'];
const BAR_ORDERS: readonly BarOrder[] = ['labels', 'sorted', 'first-column'];
const PICTURE_ORDERS: readonly PictureOrder[] = ['added', 'agreement', 'confidence', 'label'];

/** How embeddings become bars. Nothing here encodes anything. */
export function ScorePanel() {
  const { t } = useWords();
  const change = usePage((all) => all.change);
  const open = usePage((all) => all.open);
  const shown = usePage((all) => all.shown);
  const scoring = usePage((all) => all.scoring);
  const barOrder = usePage((all) => all.barOrder);
  const pictureOrder = usePage((all) => all.pictureOrder);
  const guessFirst = usePage((all) => all.guessFirst);
  const coverAll = usePage((all) => all.coverAll);
  return (
    <Panel title={t('scores.title')}>
      <Segmented
        label={t('scores.shown')}
        value={shown}
        options={SHOWN.map((option) => ({ value: option, text: t(`shown.${option}`) }))}
        onChange={(option) => change({ shown: option })}
      />
      <Segmented
        label={t('scores.scoring')}
        value={scoring}
        options={SCORINGS.map((option) => ({ value: option, text: t(`scoring.${option}`) }))}
        onChange={(option) => change({ scoring: option })}
      />
      <MeaningNotes className={styles.note} />
      <ScaleField />
      <Segmented
        label={t('scores.bar-order')}
        value={barOrder}
        options={BAR_ORDERS.map((option) => ({ value: option, text: t(`bar-order.${option}`) }))}
        onChange={(option) => change({ barOrder: option })}
      />
      <Select
        label={t('scores.picture-order')}
        value={pictureOrder}
        options={PICTURE_ORDERS.map((value) => ({ value, text: t(`picture-order.${value}`) }))}
        onChange={(option) => change({ pictureOrder: option })}
      />
      <CheckBox
        label={t('scores.guess')}
        checked={guessFirst}
        onChange={(checked) => {
          coverAll();
          change({ guessFirst: checked });
        }}
      />
      <Button icon="picture" onClick={() => open({ kind: 'teach' })}>
        {t('teach.open')}
      </Button>
    </Panel>
  );
}
