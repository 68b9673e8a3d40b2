import { useState } from 'react';
import { LONGEST_TEXT } from '../../store/lesson/answers.ts';
import type { LessonPage } from '../../store/lesson/lesson-page.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';
import type { Values } from './use-values.ts';

interface Props {
  readonly page: LessonPage;
  readonly values: Values;
}

/** Two cases are compared for what they share, in words of one's own, before the principle is told. */
export function Shared({ page: { number, shared }, values }: Props) {
  const { t } = useWords();
  const written = usePage((all) => all.lessonAnswers.pages[number]?.shared);
  const answer = usePage((all) => all.answerLesson);
  const [text, setText] = useState('');
  if (shared === null) return null;
  return (
    <section className={styles.shared}>
      <h4>{t('lesson.common')}</h4>
      <p>{t(shared, values)}</p>
      {written === undefined ? (
        <>
          <TextArea
            label={t('lesson.write')}
            place="unseen"
            rows={2}
            maxLength={LONGEST_TEXT}
            placeholder={t('lesson.write')}
            value={text}
            onChange={setText}
          />
          <Button onClick={() => answer(number, { shared: text.trim() })}>
            {t(text.trim() === '' ? 'lesson.talked' : 'lesson.write-done')}
          </Button>
        </>
      ) : (
        written !== '' && <p className={styles.wrote}>{t('lesson.you-wrote', { text: written })}</p>
      )}
    </section>
  );
}
