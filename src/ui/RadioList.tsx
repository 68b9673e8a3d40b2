import { useId } from 'react';
import styles from './Choices.module.css';

interface Props<Value extends string> {
  readonly legend: string;
  /** `null`: nothing is chosen yet. */
  readonly value: Value | null;
  readonly options: readonly {
    readonly value: Value;
    readonly text: string;
    readonly note?: string;
  }[];
  readonly onChange: (value: Value) => void;
}

/** One of a few, each with room for a sentence. */
export function RadioList<Value extends string>(props: Props<Value>) {
  const { legend, value, options, onChange } = props;
  const name = useId();
  return (
    <fieldset className={styles.radios}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className={styles.card}>
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>
            {option.text}
            {option.note !== undefined && <span className={styles.note}> {option.note}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
