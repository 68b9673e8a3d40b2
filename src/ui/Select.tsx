import type { ComponentProps } from 'react';
import { controlled, Field, type FieldProps } from './Field.tsx';

interface Props<Value extends string>
  extends
    FieldProps,
    Omit<ComponentProps<'select'>, 'className' | 'style' | 'value' | 'onChange' | 'children'> {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}

/** One of several, in a list that opens. */
export function Select<Value extends string>(props: Props<Value>) {
  const { label, place, notes, value, options, onChange, ...rest } = props;
  return (
    <Field label={label} place={place} notes={notes}>
      <select
        {...rest}
        {...controlled(props)}
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
