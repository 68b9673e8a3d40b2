import { useId } from 'react';
import type { Option } from '../../store/lesson/lesson-page.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './lesson.module.css';
import type { Values } from './use-values.ts';

interface Props {
  readonly legend: string;
  readonly options: readonly Option[];
  readonly values: Values;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

/** One of a few answers. */
export function Options({ legend, options, values, chosen, onChoose }: Props) {
  const { t } = useWords();
  const name = useId();
  return (
    <fieldset className={styles.options}>
      <legend>{legend}</legend>
      {options.map(({ id, text }) => (
        <label key={id} className={styles.option}>
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          <span>{t(text, values)}</span>
        </label>
      ))}
    </fieldset>
  );
}
