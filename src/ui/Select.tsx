import { useState, type ComponentProps } from 'react';
import { controlled, Field, type FieldProps } from './Field.tsx';

interface Props<Value extends string>
  extends
    FieldProps,
    Omit<
      ComponentProps<'select'>,
      | 'className'
      | 'style'
      | 'value'
      | 'onChange'
      | 'onPointerDown'
      | 'onFocus'
      | 'onBlur'
      | 'children'
    > {
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly onChange: (value: Value) => void;
}

/** Options that are made before anybody wants to choose: hundreds of pictures may each have a list of a thousand labels. */
const AT_ONCE = 60;

/** One of several, in a list that opens. Of a long list only what is chosen is there until it has the focus or is pressed. */
export function Select<Value extends string>(props: Props<Value>) {
  const { label, place, notes, value, options, onChange, ...rest } = props;
  const [wanted, setWanted] = useState(false);
  const all = wanted || options.length <= AT_ONCE;
  const made = all ? options : options.filter((option) => option.value === value);
  return (
    <Field label={label} place={place} notes={notes}>
      <select
        {...rest}
        {...controlled(props)}
        value={value}
        onPointerDown={() => setWanted(true)}
        onFocus={() => setWanted(true)}
        onBlur={() => setWanted(false)}
        onChange={({ target }) => {
          const chosen = options.find((option) => option.value === target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {made.map((option) => (
          <option key={option.value} value={option.value}>
            {option.text}
          </option>
        ))}
      </select>
    </Field>
  );
}
