import { isRight } from '../../store/selectors/summary.ts';
import { showsChance } from '../../store/selectors/head-scores.ts';
import { shownScores, type LabelScore, type PictureScores } from '../../store/selectors/scores.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, Picture, Shown } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import type { Words } from '../../words/translate.ts';
import { barCount, barRows, barScale } from '../../store/selectors/bar-rows.ts';
import styles from './results.module.css';
import { useScoreInputs } from './use-score-inputs.ts';

interface Props {
  readonly picture: Picture;
  readonly column: Column;
  /** 0 for the first column. */
  readonly place: number;
  readonly lead: PictureScores | null;
  /** All labels instead of the first few. */
  readonly whole?: boolean;
}

/** One column's bars for one picture; its place is kept while they are not there yet. */
export function Bars({ picture, column, place, lead, whole = false }: Props) {
  const { t } = useWords();
  const inputs = useScoreInputs();
  const shown = usePage((all) => all.shown);
  const order = usePage((all) => all.barOrder);
  const scores = shownScores(inputs, column, picture.id);
  const count = whole ? inputs.labels.length : barCount(inputs.labels.length, order);
  const model = modelOf(column);
  const chance = model !== null && showsChance(inputs, column, model);
  const title = model ? t(`verdict.${model.report.verdict.kind}`) : t('column.unnamed');

  if (!scores) {
    return (
      <ol className={styles.bars} aria-label={title} data-waiting="true" data-place={place}>
        {Array.from({ length: count }, (_, i) => (
          <li key={i} className={styles.bar}>
            <span className={styles.track} />
          </li>
        ))}
      </ol>
    );
  }
  const scale = barScale(scores.scores, shown, inputs.scoring === 'sigmoid');
  const winner = scores.scores[scores.winner]?.label;
  return (
    <ol
      className={styles.bars}
      aria-label={title}
      data-place={place}
      data-chance={chance}
      data-stale={scores.stale}
    >
      {barRows(scores, lead, order, count).map((score) => (
        <Bar
          key={score.label.id}
          score={score}
          shown={shown}
          length={scale.length(score)}
          chance={scale.chance}
          wins={score.label === winner}
          right={
            score.label === winner && picture.known.length > 0
              ? isRight(picture, score.label)
              : null
          }
        />
      ))}
    </ol>
  );
}

interface BarProps {
  readonly score: LabelScore;
  readonly shown: Shown;
  readonly length: number;
  readonly chance: number | null;
  readonly wins: boolean;
  /** Whether the winner is the picture's known name; `null` where nobody knows. */
  readonly right: boolean | null;
}

function Bar({ score, shown, length, chance, wins, right }: BarProps) {
  const words = useWords();
  const { t } = words;
  const value = valueText(words, score, shown);
  const second = words.number(score.cosine, 3);
  return (
    <li className={styles.bar} data-wins={wins}>
      <span className={styles.label}>
        <span className={styles.winner} aria-hidden="true">
          {wins ? (right === null ? '▸' : right ? '✓' : '✗') : ''}
        </span>
        <bdi>{score.label.text}</bdi>
        {wins && (
          <span className="sr-only">
            {right === null ? t('bar.wins') : right ? t('bar.right') : t('bar.wrong')}
          </span>
        )}
      </span>
      <span
        className={styles.track}
        role="meter"
        aria-label={score.label.text}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(length * 1000) / 10}
        aria-valuetext={t('bar.value', {
          probability: words.percent(score.probability, 1),
          cosine: words.number(score.cosine, 3),
        })}
      >
        <span className={styles.fill} style={{ width: `${length * 100}%` }} />
        {chance !== null && <span className={styles.chance} style={{ left: `${chance * 100}%` }} />}
      </span>
      <span className={styles.value}>{value}</span>
      {shown !== 'cosine' && <span className={styles.second}>{second}</span>}
    </li>
  );
}

function valueText(words: Words, score: LabelScore, shown: Shown): string {
  if (shown === 'probability') return words.percent(score.probability, 1);
  return words.number(score[shown], shown === 'cosine' ? 3 : 1);
}
