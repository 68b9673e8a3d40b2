import { CheckBox } from './CheckBox.tsx';
import styles from './Choices.module.css';

interface Props<Value extends string> {
  readonly legend: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly chosen: readonly Value[];
  /** Hears all that are chosen now, in the order of the options. */
  readonly onChange: (chosen: readonly Value[]) => void;
}

/** Any number of several. */
export function CheckList<Value extends string>(props: Props<Value>) {
  const { legend, options, chosen, onChange } = props;
  const values = options.map(({ value }) => value);
  return (
    <fieldset className={styles.checks}>
      <legend>{legend}</legend>
      {options.map(({ value, text }) => (
        <CheckBox
          key={value}
          label={text}
          checked={chosen.includes(value)}
          onChange={(checked) =>
            onChange(values.filter((one) => (one === value ? checked : chosen.includes(one))))
          }
        />
      ))}
    </fieldset>
  );
}
