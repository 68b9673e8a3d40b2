import { hasChance } from '../../store/columns/chance.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { titleKey } from '../../store/columns/is-repaired.ts';
import {
  confusionOf,
  trueClasses,
  type PageConfusion,
} from '../../store/selectors/confusion-of.ts';
import { winnerOf } from '../../store/selectors/scores.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, Label } from '../../store/types.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './confusion-slide.module.css';
import { useScoreInputs } from './use-score-inputs.ts';

/** More rows would be too low to be read from the last row. */
const MOST_CLASSES = 12;

/** What each column calls the page's pictures: a diagonal where it knows them, one stripe where it does not. */
export function ConfusionSlide() {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  const columns = usePage((all) => all.columns);
  const classes = trueClasses(labels, pictures, MOST_CLASSES);
  const all = trueClasses(labels, pictures, labels.length).length;
  if (classes.length === 0) return <p className={styles.says}>{t('slide.no-names')}</p>;
  return (
    <div className={styles.slide}>
      <p className={styles.says}>
        {t('slide.confusion.says')}{' '}
        {all > classes.length && t('slide.confusion.cut', { count: classes.length })}
      </p>
      <div
        className={styles.sides}
        style={{ '--columns': columns.length, '--classes': classes.length } as object}
      >
        <ol className={styles.truths} aria-hidden="true">
          {classes.map(({ id, text }) => (
            <li key={id}>
              <bdi>{text}</bdi>
            </li>
          ))}
        </ol>
        {columns.map((column, index) => (
          <Side key={column.id} column={column} index={index} classes={classes} />
        ))}
      </div>
    </div>
  );
}

interface SideProps {
  readonly column: Column;
  readonly index: number;
  readonly classes: readonly Label[];
}

/** One column's cells under its name, and what they come to in a sentence. */
function Side({ column, index, classes }: SideProps) {
  const words = useWords();
  const inputs = useScoreInputs();
  const pictures = usePage((all) => all.pictures);
  const model = modelOf(column);
  const confusion = confusionOf(classes, pictures, (id) => winnerOf(inputs, column, id));
  const sentence = sentenceOf(words, confusion);
  const { counts } = confusion.matrix;
  const wins = classes.map((_, at) =>
    classes.reduce((sum, __, row) => sum + (counts[row * classes.length + at] ?? 0), 0),
  );
  return (
    <section
      className={styles.side}
      data-chance={hasChance(model)}
      aria-label={words.t('column.number', { number: index + 1 })}
    >
      <h2 className={styles.name}>
        {model ? words.t(titleKey(column, model)) : words.t('column.number', { number: index + 1 })}
      </h2>
      <p className={styles.sentence}>{sentence}</p>
      <div className={styles.winners} aria-hidden="true">
        {classes.map(({ id, text }, at) => (
          <span key={id}>{(wins[at] ?? 0) > 0 && <bdi>{text}</bdi>}</span>
        ))}
      </div>
      <div className={styles.cells} role="img" aria-label={sentence}>
        {[...counts].map((count, at) => (
          <span
            // oxlint-disable-next-line react/no-array-index-key -- a cell is its place
            key={at}
            className={styles.cell}
            data-hit={count > 0}
            data-right={Math.floor(at / classes.length) === at % classes.length}
          >
            {count > 1 && <b>{words.number(count)}</b>}
          </span>
        ))}
      </div>
    </section>
  );
}

/** The stripe is said where one label takes at least half of more than two pictures. */
function sentenceOf({ t }: Words, { known, right, most, classes }: PageConfusion): string {
  return most && classes.length > 1 && most.count > 2 && most.count * 2 >= known
    ? t('slide.confusion.stripe', { count: most.count, known, label: most.label.text })
    : t('slide.confusion.right', { right, known });
}
