import { HARD_QUESTIONS, type HardQuestion } from '../../core/questions/hard-questions.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './questions.module.css';

/** What models of this kind are weak at, each with pictures that were drawn for it. */
export function HardQuestions() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  return (
    <Dialog wide title={t('hard.title')} closeText={t('close')} onClose={close}>
      <p className={styles.note}>{t('hard.note')}</p>
      <ul className={styles.questions}>
        {HARD_QUESTIONS.map((question) => (
          <Question key={question.id} question={question} />
        ))}
      </ul>
      <details className={styles.terms}>
        <summary>{t('hard.terms')}</summary>
        <p>{t('hard.terms-said')}</p>
      </details>
    </Dialog>
  );
}

function Question({ question }: { readonly question: HardQuestion }) {
  const { t } = useWords();
  const { id, pictures, labels } = question;
  const close = usePage((all) => all.close);
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
          close();
        }}
      >
        {t('hard.ask', { question: name })}
      </Button>
    </li>
  );
}
