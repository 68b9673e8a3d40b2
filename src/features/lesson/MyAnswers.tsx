import { useState } from 'react';
import { saveFile } from '../../browser/save-file.ts';
import { answersCsv, answersJson } from '../../store/lesson/answer-files.ts';
import { LONGEST_WHO } from '../../store/lesson/answers.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';

/** The visitor's answers as a file for the teacher, who reads those of a room together. */
export function MyAnswers() {
  const { t } = useWords();
  const answers = usePage((all) => all.lessonAnswers);
  const nameVisitor = usePage((all) => all.nameVisitor);
  const forget = usePage((all) => all.forgetLesson);
  const openTeacher = usePage((all) => all.openTeacher);
  const [sure, setSure] = useState(false);
  const name = answers.who.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40) || 'answers';
  const save = (kind: 'json' | 'csv'): void => {
    const text = kind === 'json' ? answersJson(answers) : answersCsv([answers]);
    saveFile(`lesson-${name}.${kind}`, new Blob([text], { type: TYPES[kind] }));
  };
  return (
    <section className={styles.mine}>
      <h4>{t('lesson.answers')}</h4>
      <TextInput
        label={t('lesson.who')}
        maxLength={LONGEST_WHO}
        value={answers.who}
        onChange={nameVisitor}
      />
      <div className={styles.row}>
        <Button icon="download" onClick={() => save('json')}>
          {t('lesson.save-json')}
        </Button>
        <Button look="quiet" icon="download" onClick={() => save('csv')}>
          {t('lesson.save-csv')}
        </Button>
      </div>
      <div className={styles.row}>
        <Button
          small
          look="quiet"
          onClick={() => {
            if (sure) forget();
            setSure(!sure);
          }}
        >
          {t(sure ? 'lesson.forget-sure' : 'lesson.forget')}
        </Button>
        <Button small look="quiet" onClick={() => void openTeacher()}>
          {t('lesson.teachers')}
        </Button>
      </div>
    </section>
  );
}

const TYPES = { json: 'application/json', csv: 'text/csv' } as const;
