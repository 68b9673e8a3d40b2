import { useState } from 'react';
import type { Option } from '../../store/lesson/lesson-page.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';
import { Options } from './Options.tsx';
import type { Values } from './use-values.ts';

interface Props {
  readonly ask: string;
  readonly options: readonly Option[];
  readonly values: Values;
  /** Id of the answer that was given; it stays. */
  readonly given: string | undefined;
  /** What the button says. */
  readonly button: string;
  readonly look?: 'main';
  readonly onAnswer: (id: string) => void;
}

/** A question with a few answers, of which one is chosen and then locked. */
export function Question({ ask, options, values, given, button, look, onAnswer }: Props) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<string | null>(null);
  if (given !== undefined) {
    const option = options.find(({ id }) => id === given);
    return (
      <>
        <p className={styles.question}>{ask}</p>
        <p>{t('lesson.locked', { answer: option ? t(option.text, values) : given })}</p>
      </>
    );
  }
  return (
    <>
      <Options
        legend={ask}
        options={options}
        values={values}
        chosen={chosen}
        onChoose={setChosen}
      />
      <Button
        {...(look && { look })}
        disabled={chosen === null}
        onClick={() => chosen !== null && onAnswer(chosen)}
      >
        {button}
      </Button>
    </>
  );
}
