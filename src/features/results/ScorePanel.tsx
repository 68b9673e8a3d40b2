import { useId } from 'react';
import { FRESH_SCALE, STAND_IN_SCALE } from '../../core/scoring/stand-in-scale.ts';
import { scaleOf } from '../../store/selectors/scores.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Scoring } from '../../core/scoring/probabilities.ts';
import type { BarOrder, PictureOrder, Shown } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './results.module.css';

const SHOWN: readonly Shown[] = ['probability', 'cosine', 'logit'];
const SCORINGS: readonly Scoring[] = ['softmax', 'sigmoid'];
const BAR_ORDERS: readonly BarOrder[] = ['labels', 'sorted', 'first-column'];
const PICTURE_ORDERS: readonly PictureOrder[] = ['added', 'agreement', 'confidence', 'label'];

/** How embeddings become bars. Nothing here encodes anything. */
export function ScorePanel() {
  const { t, number } = useWords();
  const change = usePage((all) => all.change);
  const open = usePage((all) => all.open);
  const shown = usePage((all) => all.shown);
  const scoring = usePage((all) => all.scoring);
  const barOrder = usePage((all) => all.barOrder);
  const pictureOrder = usePage((all) => all.pictureOrder);
  const guessFirst = usePage((all) => all.guessFirst);
  const coverAll = usePage((all) => all.coverAll);
  const scale = usePage((all) => all.scale);
  const columns = usePage((all) => all.columns);
  const models = columns.map(modelOf);
  const first = models.find((model) => model !== null);
  const value = first ? scaleOf(first, scale) : STAND_IN_SCALE;
  const untrained = models.flatMap((model, index) =>
    model && !model.model.logitScale.trained ? [{ model, number: index + 1 }] : [],
  );
  const id = useId();
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
      {scoring === 'sigmoid' && <p className={styles.note}>{t('scores.no-probability')}</p>}
      <div className={styles.slider}>
        <label htmlFor={id}>{t('scores.scale')}</label>
        <output htmlFor={id}>{number(value, value < 20 ? 2 : 0)}</output>
        <input
          id={id}
          type="range"
          min={0}
          max={200}
          step={0.01}
          list={`${id}-marks`}
          value={value}
          onChange={(event) => change({ scale: event.target.valueAsNumber })}
        />
        <datalist id={`${id}-marks`}>
          <option value={FRESH_SCALE} />
          <option value={STAND_IN_SCALE} />
        </datalist>
        <div className={styles.marks}>
          <Button
            small
            look="quiet"
            aria-pressed={scale === null}
            onClick={() => change({ scale: null })}
          >
            {t('scale.own')}
          </Button>
          {[FRESH_SCALE, STAND_IN_SCALE].map((each) => (
            <Button
              key={each}
              small
              look="quiet"
              aria-pressed={scale === each}
              onClick={() => change({ scale: each })}
            >
              {number(each, each < 20 ? 2 : 0)}
            </Button>
          ))}
          {untrained.length > 0 && (
            <Button
              small
              look="quiet"
              aria-pressed={scale === 'fresh'}
              onClick={() => change({ scale: 'fresh' })}
            >
              {t('scale.fresh', { value: number(FRESH_SCALE, 2) })}
            </Button>
          )}
        </div>
        {untrained.map(({ model, number: column }) => (
          <p key={column} className={styles.note}>
            {t('scale.untrained', {
              column: String(column),
              used: number(scaleOf(model, scale), 2),
              fresh: number(FRESH_SCALE, 2),
            })}
          </p>
        ))}
      </div>
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
