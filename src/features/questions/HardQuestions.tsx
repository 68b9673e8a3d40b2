import { HARD_QUESTIONS, type HardQuestion } from '../../core/questions/hard-questions.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './questions.module.css';

interface Props {
  readonly onClose: () => void;
}

/** What models of this kind are weak at, each with pictures that were drawn for it. */
export function HardQuestions({ onClose }: Props) {
  const { t } = useWords();
  return (
    <Dialog wide title={t('hard.title')} closeText={t('close')} onClose={onClose}>
      <p className={styles.note}>{t('hard.note')}</p>
      <ul className={styles.questions}>
        {HARD_QUESTIONS.map((question) => (
          <Question key={question.id} question={question} onAsk={onClose} />
        ))}
      </ul>
      <details className={styles.terms}>
        <summary>{t('hard.terms')}</summary>
        <p>{t('hard.terms-said')}</p>
      </details>
    </Dialog>
  );
}

function Question({
  question: { id, pictures, labels },
  onAsk,
}: {
  readonly question: HardQuestion;
  readonly onAsk: () => void;
}) {
  const { t } = useWords();
  const askHardQuestion = usePage((all) => all.askHardQuestion);
  const name = t(`hard.${id}`);
  return (
    <li className={styles.question}>
      <h3 className={styles.name}>{name}</h3>
      <p>{t(`hard.${id}.why`)}</p>
      <div className={styles.pictures}>
        {pictures.map(({ file }) => (
          <img
            key={file}
            src={`${import.meta.env.BASE_URL}samples/${file}`}
            alt=""
            width="48"
            height="48"
            loading="lazy"
          />
        ))}
      </div>
      <p className={styles.note}>
        {t('hard.size', { pictures: pictures.length, labels: labels.length })}
      </p>
      <Button
        small
        onClick={() => {
          void askHardQuestion(id);
          onAsk();
        }}
      >
        {t('hard.ask', { question: name })}
      </Button>
    </li>
  );
}
