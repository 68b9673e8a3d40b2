import { memo, type Ref } from 'react';
import { barCount, barRows, barScale } from '../../store/selectors/bar-rows.ts';
import { showsChance } from '../../store/selectors/head-scores.ts';
import { answerIsDue } from '../../store/lesson/answer-is-due.ts';
import { titleKey } from '../../store/columns/is-repaired.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { shownScores, type LabelScore, type PictureScores } from '../../store/selectors/scores.ts';
import { hasTruth, isRight, labelNames } from '../../store/selectors/truth.ts';
import { scoringOf, shownOf } from '../../store/selectors/scoring-rule.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, Picture, Shown } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import type { Words } from '../../words/translate.ts';
import styles from './results.module.css';
import { useScoreInputs } from './use-score-inputs.ts';
import { useValueAxis } from './use-value-axis.ts';
import type { Range } from './use-visible-range.ts';

interface Props {
  readonly picture: Picture;
  readonly column: Column;
  /** 0 for the first column. */
  readonly place: number;
  readonly lead: PictureScores | null;
  /** These places of all labels instead of the first few. */
  readonly range?: Range;
  readonly ref?: Ref<HTMLOListElement>;
  /** For a projector: few bars as wide as the column, each under its label. */
  readonly large?: boolean;
}

/** One column's bars for one picture; its place is kept while they are not there yet. */
export function Bars({ picture, column, place, lead, range, ref, large = false }: Props) {
  const whole = range !== undefined;
  const { t } = useWords();
  const inputs = useScoreInputs();
  const asked = usePage((all) => all.shown);
  const order = usePage((all) => all.barOrder);
  const found = shownScores(inputs, column, picture.id);
  const model = modelOf(column);
  const shown = model ? shownOf(model, asked, inputs.scoring) : asked;
  const axis = useValueAxis(picture, shown);
  const count = whole
    ? inputs.labels.length
    : barCount(inputs.labels.length, large ? 'sorted' : order);
  const chance = model !== null && showsChance(inputs, column, model);
  const title = model ? t(titleKey(column, model)) : t('column.unnamed');
  const due = usePage(answerIsDue);
  const list = {
    'aria-label': title,
    'data-place': place,
    'data-dense': !large && (whole || order === 'labels'),
    'data-large': large,
  };
  const isSigmoid = model !== null && scoringOf(model, inputs.scoring) === 'sigmoid';
  const { first, last } = range ?? { first: 0, last: count };
  if (!found || due) return <Waiting count={last - first} list={list} />;
  const { of: scores, stale } = found;
  const scale = barScale(scores.labels.length, shown, isSigmoid, axis);
  const counted = !stale && hasTruth(picture, labelNames(inputs.labels));
  const rows = barRows(scores, lead, order, count).slice(first, last);
  const marks = marksOf(scores, (score) => (counted ? isRight(picture, score.label) : null));
  return (
    <ol
      ref={ref}
      className={styles.bars}
      {...list}
      data-chance={chance}
      data-stale={stale}
      {...(range && roomOf(range))}
    >
      {rows.map((score, at) => (
        <Bar
          key={score.label.id}
          text={score.label.text}
          probability={score.probability}
          cosine={score.cosine}
          logit={score.logit}
          shown={shown}
          hasProbability={shown === asked}
          length={scale.length(score)}
          zero={scale.zero}
          chance={scale.chance}
          mark={marks.get(score) ?? null}
          whole={whole}
          setSize={whole ? count : undefined}
          posInSet={whole ? first + at + 1 : undefined}
        />
      ))}
    </ol>
  );
}

/** The room of the bars that are left out. */
function roomOf({ before, after }: Range) {
  const style = { '--above': `${before}px`, '--below': `${after}px` } as object;
  return { 'data-part': before > 0 || after > 0, style };
}

/** What lists of bars are told by, with values or without. */
interface ListProps {
  readonly 'aria-label': string;
  readonly 'data-place': number;
  readonly 'data-dense': boolean;
  readonly 'data-large': boolean;
}

/** As many empty bars as there will be. */
function Waiting({ count, list }: { readonly count: number; readonly list: ListProps }) {
  return (
    <ol className={styles.bars} {...list} data-waiting="true">
      {Array.from({ length: count }, (_, i) => (
        <li key={i} className={styles.bar} data-wins={i === 0}>
          <span className={styles.track} />
        </li>
      ))}
    </ol>
  );
}

type Mark = 'wins' | 'right' | 'wrong' | 'tie';
const SIGNS: Readonly<Record<Mark, string>> = { wins: '▸', right: '✓', wrong: '✗', tie: '=' };

/** The winner's mark, or those that stand first together; `right`: whether a label is true, `null` where nobody has said it. */
function marksOf(
  { tied, at }: PictureScores,
  right: (score: LabelScore) => boolean | null,
): ReadonlyMap<LabelScore, Mark> {
  const first = tied.flatMap((place) => at(place) ?? []);
  const markOf = (score: LabelScore): Mark => {
    if (first.length > 1) return 'tie';
    const said = right(score);
    if (said === null) return 'wins';
    return said ? 'right' : 'wrong';
  };
  return new Map(first.map((score) => [score, markOf(score)]));
}

interface BarProps {
  readonly text: string;
  readonly probability: number;
  readonly cosine: number;
  readonly logit: number;
  readonly shown: Shown;
  /** Where it has none, its cosine is all that is said. */
  readonly hasProbability: boolean;
  readonly length: number;
  readonly zero: number;
  readonly chance: number | null;
  readonly mark: Mark | null;
  /** Whether there is room for the cosine beside the value. */
  readonly whole: boolean;
  /** Of a list of which only a part is drawn: how many there are, and the bar's place. */
  readonly setSize: number | undefined;
  readonly posInSet: number | undefined;
}

/** By its values: whatever else arrives on the page, bars that stay as they are cost nothing. */
const Bar = memo(function Bar(props: BarProps) {
  const { text, probability, cosine, shown, length, zero, chance, mark, whole } = props;
  const { hasProbability } = props;
  const words = useWords();
  const { t } = words;
  return (
    <li
      className={styles.bar}
      data-wins={mark !== null && mark !== 'tie'}
      data-mark={mark}
      aria-setsize={props.setSize}
      aria-posinset={props.posInSet}
    >
      <span className={styles.label}>
        <span className={styles.winner} aria-hidden="true">
          {mark && SIGNS[mark]}
        </span>
        <bdi>{text}</bdi>
        {mark && <span className="sr-only">{t(`bar.${mark}`)}</span>}
      </span>
      <span
        className={styles.track}
        role="meter"
        aria-label={text}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(length * 1000) / 10}
        aria-valuetext={
          hasProbability
            ? t('bar.value', {
                probability: words.percent(probability, 1),
                cosine: words.number(cosine, 3),
              })
            : t('bar.cosine', { cosine: words.number(cosine, 3) })
        }
      >
        <span
          className={styles.fill}
          style={{
            left: `${Math.min(zero, length) * 100}%`,
            width: `${Math.abs(length - zero) * 100}%`,
          }}
        />
        {chance !== null && <span className={styles.chance} style={{ left: `${chance * 100}%` }} />}
      </span>
      <span className={styles.value}>{valueText(words, props)}</span>
      {whole && shown !== 'cosine' && (
        <span className={styles.second}>{words.number(cosine, 3)}</span>
      )}
    </li>
  );
});

/** A digit behind the point where there is room for it, and where the number would be nothing without it. */
function valueText(words: Words, { shown, whole, ...values }: BarProps): string {
  const { probability } = values;
  if (shown === 'probability')
    return words.percent(probability, whole || probability < 0.0995 ? 1 : 0);
  return words.number(values[shown], shown === 'cosine' ? 3 : 1);
}
