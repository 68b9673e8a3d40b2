import type { ReactNode } from 'react';
import styles from './Field.module.css';

interface FieldProps {
  readonly label: string;
  /** Sentences below the control. */
  readonly notes?: readonly string[];
}

/** A control under its label; a press on any of the words goes to the control. */
function Field({ label, notes, children }: FieldProps & { readonly children: ReactNode }) {
  return (
    <label className={styles.field}>
      {label}
      {children}
      {notes?.map((note) => (
        <span key={note} className={styles.note}>
          {note}
        </span>
      ))}
    </label>
  );
}

interface SelectProps<Value extends string> extends FieldProps {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of several, in a list that opens. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { value, options, onChange, ...field } = props;
  return (
    <Field {...field}>
      <select
        className={styles.control}
        value={value}
        onChange={({ target }) => {
          const chosen = options.find((option) => option.value === target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </Field>
  );
}

interface TextInputProps extends FieldProps {
  readonly value: string;
  readonly placeholder?: string;
  /** `url`: the keyboard of a phone has what addresses need. */
  readonly inputMode?: 'text' | 'url';
  readonly onChange: (value: string) => void;
}

/** A line of text. */
export function TextInput({ value, placeholder, inputMode, onChange, ...field }: TextInputProps) {
  return (
    <Field {...field}>
      <input
        className={styles.control}
        value={value}
        placeholder={placeholder}
        inputMode={inputMode}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}

interface NumberInputProps extends FieldProps {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Hears what is within the bounds; an empty field is the lower one. */
  readonly onChange: (value: number) => void;
}

/** A number within bounds. */
export function NumberInput({ value, min, max, onChange, ...field }: NumberInputProps) {
  return (
    <Field {...field}>
      <input
        className={styles.control}
        type="number"
        min={min}
        max={max}
        value={value}
        onChange={({ target }) =>
          onChange(Math.min(max, Math.max(min, target.valueAsNumber || min)))
        }
      />
    </Field>
  );
}
