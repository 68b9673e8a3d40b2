import {
  RUNG_RULES,
  type RungId,
  type RungVectors,
  columnForRung,
} from '../../store/ladder/rungs.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './ladder.module.css';
import { rungBars, rungSummary } from './rung-scores.ts';

const SHOWN_BARS = 3;

/** One rung: its fault, what it costs, and its bars for each picture. */
export function RungColumn({ rung, from }: { readonly rung: RungId; readonly from: string }) {
  const words = useWords();
  const { t } = words;
  const state = usePage((all) => all.ladder[rung]);
  const complete = usePage((all) => all.ladder.complete);
  const openRung = usePage((all) => all.openRung);
  const place = usePage((all) => columnForRung(all.columns, from));
  return (
    <section
      className={styles.rung}
      aria-label={t(`rung.${rung}`)}
      data-chance={RUNG_RULES[rung] !== 'openclip'}
    >
      <h3>{t(`rung.${rung}`)}</h3>
      <p className={styles.note}>{t(`rung.${rung}.note`)}</p>
      {state.kind === 'waiting' && <p className={styles.note}>{t('ladder.waiting')}</p>}
      {state.kind === 'running' && <Progress label={t('ladder.running')} value={null} />}
      {state.kind === 'failed' && (
        <p className={styles.problem}>{errorSentence(words, state.error)}</p>
      )}
      {state.kind === 'ready' && (
        <>
          <Cost
            own={state.vectors}
            complete={complete.kind === 'ready' ? complete.vectors : null}
          />
          <Button small onClick={() => openRung(rung, from)}>
            {place === null ? t('ladder.as-column') : t('ladder.in-column', { number: place + 1 })}
          </Button>
          <Bars vectors={state.vectors} />
        </>
      )}
    </section>
  );
}

interface CostProps {
  readonly own: RungVectors;
  readonly complete: RungVectors | null;
}

function Cost({ own, complete }: CostProps) {
  const { t, number } = useWords();
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  if (!complete) return null;
  const { imageCosine, textCosine, right, known } = rungSummary(own, complete, labels, pictures);
  return (
    <ul className={styles.cost}>
      <li className={styles.right}>
        {known > 0 ? t('ladder.right', { right, known }) : t('ladder.unknown')}
      </li>
      <li>{t('ladder.image-cosine', { value: number(imageCosine, 3) })}</li>
      <li>{t('ladder.text-cosine', { value: number(textCosine, 3) })}</li>
    </ul>
  );
}

function Bars({ vectors }: { readonly vectors: RungVectors }) {
  const { percent } = useWords();
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  return (
    <ul className={styles.pictures}>
      {pictures.map((picture) => (
        <li key={picture.id} className={styles.picture}>
          <img src={picture.url} alt={picture.name} width="40" height="40" loading="lazy" />
          <ol>
            {(rungBars(vectors, labels, picture.id) ?? [])
              .slice(0, SHOWN_BARS)
              .map(({ label, probability }) => (
                <li key={label.id} className={styles.bar}>
                  <span className={styles.fill} style={{ width: `${probability * 100}%` }} />
                  <bdi>{label.text}</bdi>
                  <span>{percent(probability)}</span>
                </li>
              ))}
          </ol>
        </li>
      ))}
    </ul>
  );
}
