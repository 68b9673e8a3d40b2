import { FRESH_SCALE, STAND_IN_SCALE } from '../../core/scoring/stand-in-scale.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { scaleOf } from '../../store/selectors/scoring-rule.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Slider } from '../../ui/Slider.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './results.module.css';

const KNOWN = [FRESH_SCALE, STAND_IN_SCALE];

/** The logit scale: each model's own, or one for all that is tried out. */
export function ScaleField() {
  const { t, number } = useWords();
  const change = usePage((all) => all.change);
  const scale = usePage((all) => all.scale);
  const columns = usePage((all) => all.columns);
  const models = columns.map(modelOf);
  const first = models.find((model) => model !== null);
  const value = first ? scaleOf(first, scale) : STAND_IN_SCALE;
  const untrained = models.flatMap((model, index) =>
    model && !model.model.logitScale.trained ? [{ model, number: index + 1 }] : [],
  );
  const rounded = (one: number): string => number(one, one < 20 ? 2 : 0);
  const ways = [
    { scale: null, text: t('scale.own') },
    ...KNOWN.map((each) => ({ scale: each, text: rounded(each) })),
    ...(untrained.length > 0
      ? [{ scale: 'fresh' as const, text: t('scale.fresh', { value: number(FRESH_SCALE, 2) }) }]
      : []),
  ];
  return (
    <div className={styles.scale}>
      <Slider
        label={t('scores.scale')}
        value={value}
        shown={rounded(value)}
        max={200}
        marks={KNOWN}
        onChange={(chosen) => change({ scale: chosen })}
      />
      <div className={styles.marks}>
        {ways.map((way) => (
          <Button
            key={way.text}
            small
            look="quiet"
            aria-pressed={scale === way.scale}
            onClick={() => change({ scale: way.scale })}
          >
            {way.text}
          </Button>
        ))}
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
      {models.map(
        (model, index) => model && <FoundBeside key={model.id} model={model} number={index + 1} />,
      )}
    </div>
  );
}

/** Where scale and bias come from that the towers' own files lack. */
function FoundBeside({ model: { model }, number }: { model: LoadedModel; number: number }) {
  const words = useWords();
  const { value, from } = model.logitScale;
  if (!from) return null;
  const told = {
    column: String(number),
    scale: words.number(value, 2),
    bias: words.number(model.scoring?.bias ?? 0, 2),
  };
  return (
    <p className={styles.note}>
      {from.kind === 'file'
        ? words.t('scale.from-file', {
            ...told,
            file: from.file,
            kb: words.number(from.bytes / 1000, 0),
          })
        : words.t('scale.published', { ...told, repo: from.repo })}
    </p>
  );
}
