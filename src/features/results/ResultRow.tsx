import { pictureName } from '../../store/pictures/picture-name.ts';
import { answerIsDue } from '../../store/lesson/answer-is-due.ts';
import { exampleLabel } from '../../store/selectors/named-pictures.ts';
import { shownScores } from '../../store/selectors/scores.ts';
import type { State } from '../../store/state.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { useAnsweringColumns } from '../../store/use-answering-columns.ts';
import type { Picture } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { Bars } from './Bars.tsx';
import { PICTURE_DRAG } from '../../ui/drag-types.ts';
import styles from './results.module.css';
import { FitLine } from './lazy-fit.ts';
import { Truth } from './Truth.tsx';
import { useScoreInputs } from './use-score-inputs.ts';

/** A picture and what every column says of it. */
export function ResultRow({ picture }: { readonly picture: Picture }) {
  const name = usePage((all) => pictureName(picture, all));
  return (
    <article className={styles.row} aria-label={name}>
      <Who picture={picture} name={name} />
      <Answers picture={picture} name={name} />
    </article>
  );
}

interface Props {
  readonly picture: Picture;
  readonly name: string;
}

/** The picture with its name, and what is known of it. */
function Who({ picture, name }: Props) {
  const { t } = useWords();
  const open = usePage((all) => all.open);
  const removePicture = usePage((all) => all.removePicture);
  const example = usePage((all) => exampleLabel(all, picture.id));
  const covered = usePage((all) => isCovered(all, picture));
  const due = usePage(answerIsDue);
  return (
    // Dragging is for the pointer; "This is a …" below does the same by keyboard and by touch.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.who}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(PICTURE_DRAG, picture.id)}
    >
      <button
        type="button"
        className={styles.thumb}
        aria-label={t('picture.open', { name })}
        onClick={() => open({ kind: 'picture', id: picture.id })}
      >
        <img src={picture.url} alt="" width="64" height="64" decoding="async" draggable={false} />
      </button>
      <p className={styles.caption}>
        <bdi title={picture.name}>{name}</bdi>
        {example !== null && (
          <span className={styles.example}>{t('row.example', { label: example })}</span>
        )}
      </p>
      {picture.sample === null && <Truth picture={picture} name={name} />}
      <span className={styles.remove}>
        <Button look="quiet" small icon="close" iconOnly onClick={() => removePicture(picture.id)}>
          {t('picture.remove', { name })}
        </Button>
      </span>
      {!due && !covered && (
        <span className={styles.where}>
          <Button
            look="quiet"
            small
            icon="grid"
            iconOnly
            onClick={() => open({ kind: 'maps', picture: picture.id })}
          >
            {t('maps.open', { name })}
          </Button>
        </span>
      )}
    </div>
  );
}

/** The bars of all columns, or what stands before them. */
function Answers({ picture, name }: Props) {
  const words = useWords();
  const { t } = words;
  const columns = useAnsweringColumns();
  const failure = usePage((all) => all.failures.get(picture.id));
  const retryPicture = usePage((all) => all.retryPicture);
  const covered = usePage((all) => isCovered(all, picture));
  const due = usePage(answerIsDue);
  const reveal = usePage((all) => all.reveal);
  const inputs = useScoreInputs();
  const [first] = columns;
  const lead = first ? (shownScores(inputs, first, picture.id)?.of ?? null) : null;
  if (failure) {
    return (
      <p className={styles.failure}>
        {errorSentence(words, failure)}{' '}
        <Button small onClick={() => retryPicture(picture.id)}>
          {t('picture.retry')}
        </Button>
      </p>
    );
  }
  if (due || covered) {
    return (
      <div className={styles.covered}>
        {due ? (
          <p>{t('row.answer-first')}</p>
        ) : (
          <Button icon="eye" onClick={() => reveal(picture.id)}>
            {t('row.reveal', { name })}
          </Button>
        )}
      </div>
    );
  }
  return (
    <>
      {columns.map((column, index) => (
        <Bars key={column.id} picture={picture} column={column} place={index} lead={lead} />
      ))}
      {picture.sample === null && <FitLine picture={picture} />}
    </>
  );
}

/** The bars stay away until somebody has guessed. */
function isCovered({ guessFirst, revealed }: State, { id }: Picture): boolean {
  return guessFirst && !revealed.has(id);
}
