import type { ComponentProps } from 'react';
import { type ControlLook, controlled, Field, type FieldProps } from './Field.tsx';

interface Props
  extends FieldProps, Omit<ComponentProps<'input'>, 'className' | 'style' | 'value' | 'onChange'> {
  readonly type?: 'text' | 'search';
  readonly value: string;
  readonly look?: ControlLook;
  readonly onChange?: (value: string) => void;
}

/** A line of text. */
export function TextInput(props: Props) {
  const { label, place, notes, look, onChange, ...rest } = props;
  return (
    <Field label={label} place={place} notes={notes}>
      <input
        {...rest}
        {...controlled(props, look)}
        onChange={({ target }) => onChange?.(target.value)}
      />
    </Field>
  );
}
