import { useEffect } from 'react';
import { RUNG_RULES, RUNGS, type RungId, type RungVectors } from '../../store/ladder/rungs.ts';
import { namedPictures } from '../../store/selectors/named-pictures.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { rungMarks, silenceOf } from './rung-scores.ts';
import styles from './slide.module.css';
import { wholeColumns } from './whole-columns.ts';

/** How many pictures each single fault leaves right, as a row of large numbers; and why some of them change nothing. */
export function LadderSlide() {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  const climb = usePage((all) => all.climb);
  const complete = usePage((all) => all.ladder.complete);
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  const waiting = complete.kind === 'waiting';
  const known =
    complete.kind === 'ready' ? rungMarks(complete.vectors, labels, pictures).length : null;
  const named = usePage((all) => namedPictures(all).length > 0);
  const start = wholeColumns(columns)[0]?.id;
  useEffect(() => {
    if (start !== undefined && named && waiting) void climb(start);
  }, [start, named, waiting, climb]);
  if (!named) return <p className={styles.says}>{t('slide.no-names')}</p>;
  if (start === undefined) return <p className={styles.says}>{t('slide.ladder.none')}</p>;
  return (
    <div className={styles.ladder}>
      <p className={styles.says}>
        {known === null ? t('ladder.running') : t('slide.ladder.says', { known })}
      </p>
      <ol className={styles.rungs}>
        {RUNGS.map((rung) => (
          <Rung key={rung} rung={rung} />
        ))}
      </ol>
      <Silences />
    </div>
  );
}

/** One fault: its number, a mark for every picture, and its name. */
function Rung({ rung }: { readonly rung: RungId }) {
  const words = useWords();
  const { t } = words;
  const state = usePage((all) => all.ladder[rung]);
  return (
    <li className={styles.rung} data-chance={RUNG_RULES[rung] !== 'openclip'}>
      {state.kind === 'ready' ? (
        <Marks rung={rung} vectors={state.vectors} />
      ) : (
        <div className={styles.coming}>
          {state.kind === 'running' && <Progress label={t('ladder.running')} value={null} />}
          {state.kind === 'failed' && <p>{errorSentence(words, state.error)}</p>}
        </div>
      )}
      <h2 className={styles.name}>{t(`rung.${rung}`)}</h2>
      <p className={styles.note}>{t(`rung.${rung}.note`)}</p>
    </li>
  );
}

function Marks({ rung, vectors }: { readonly rung: RungId; readonly vectors: RungVectors }) {
  const { t, number } = useWords();
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  const marks = rungMarks(vectors, labels, pictures);
  const right = marks.filter((mark) => mark.right).length;
  const said = { rung: t(`rung.${rung}`), right, known: marks.length };
  return (
    <>
      <p className={styles.right}>{number(right)}</p>
      <p className={styles.marks} role="img" aria-label={t('slide.ladder.marks', said)}>
        {marks.map(({ picture, right: good }) => (
          <span key={picture.id} data-right={good}>
            {good ? '✓' : '✗'}
          </span>
        ))}
      </p>
    </>
  );
}

/** A sentence for each fault that nobody would see here. */
function Silences() {
  const { t, number } = useWords();
  const ladder = usePage((all) => all.ladder);
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  const { complete } = ladder;
  if (complete.kind !== 'ready') return null;
  const sentences = RUNGS.flatMap((id) => {
    const state = ladder[id];
    if (id === 'complete' || state.kind !== 'ready') return [];
    const silence = silenceOf(state.vectors, complete.vectors, labels, pictures);
    if (!silence) return [];
    const rung = t(`rung.${id}`);
    return silence.kind === 'untouched'
      ? [t('slide.ladder.untouched', { rung })]
      : [
          t('slide.ladder.silent', {
            rung,
            angle: number((Math.acos(silence.cosine) * 180) / Math.PI, 1),
            count: labels.length,
          }),
        ];
  });
  return (
    <div className={styles.silences}>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </div>
  );
}
