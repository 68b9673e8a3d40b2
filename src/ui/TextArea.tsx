import type { ComponentProps } from 'react';
import { controlled, Field, type FieldProps } from './Field.tsx';
import styles from './TextArea.module.css';

interface Props
  extends
    FieldProps,
    Omit<ComponentProps<'textarea'>, 'className' | 'style' | 'value' | 'onChange'> {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Several lines of text. */
export function TextArea(props: Props) {
  const { label, place, notes, onChange, ...rest } = props;
  const { className, ...shared } = controlled(props);
  return (
    <Field label={label} place={place} notes={notes}>
      <textarea
        {...rest}
        {...shared}
        className={`${className} ${styles.area}`}
        onChange={({ target }) => onChange(target.value)}
      />
    </Field>
  );
}
