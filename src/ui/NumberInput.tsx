import { type ComponentProps, useState } from 'react';
import { type ControlLook, controlled, Field, type FieldProps } from './Field.tsx';
import { numberWithin } from './number-within.ts';

interface Props
  extends FieldProps, Omit<ComponentProps<'input'>, 'className' | 'style' | 'value' | 'onChange'> {
  /** `null`: an empty field. */
  readonly value: number | null;
  readonly min?: number;
  readonly max?: number;
  /** `any`: not only whole numbers. */
  readonly step?: 'any';
  /** When a number is told: with every key, or once the field is left or Enter is pressed. */
  readonly told?: 'typed' | 'left';
  readonly look?: ControlLook;
  /** Hears numbers within the bounds only. */
  readonly onChange: (value: number) => void;
  /** Hears that nothing is left in the field; without it, the last number comes back. */
  readonly onEmpty?: () => void;
}

interface Draft {
  readonly text: string;
  /** The value while this was typed: when another one comes, the draft is out of date. */
  readonly over: number | null;
}

/** A number within bounds. What stands in the field while one types may be none yet; when the field is left, it shows what holds. */
export function NumberInput(props: Props) {
  const { label, place, notes, value, told = 'typed', look, onChange, onEmpty, ...rest } = props;
  const [draft, setDraft] = useState<Draft | null>(null);
  const own = draft?.over === value ? draft : null;
  const type = (text: string): void => {
    const number = numberWithin(text, rest);
    if (told === 'left') return setDraft({ text, over: value });
    if (number !== null) onChange(number);
    else onEmpty?.();
    setDraft({ text, over: number ?? (onEmpty ? null : value) });
  };
  const leave = (): void => {
    const number = own && numberWithin(own.text, rest);
    if (told === 'left' && number !== null && number !== value) onChange(number);
    setDraft(null);
  };
  return (
    <Field label={label} place={place} notes={notes}>
      <input
        {...(told === 'left' && {
          onKeyDown: ({ key, currentTarget }) => key === 'Enter' && currentTarget.blur(),
        })}
        {...rest}
        {...controlled(props, look)}
        type="number"
        value={own ? own.text : (value ?? '')}
        onChange={({ target }) => type(target.value)}
        onBlur={leave}
      />
    </Field>
  );
}
