import { useId } from 'react';
import styles from './Slider.module.css';

interface Props {
  readonly label: string;
  readonly value: number;
  /** The value in words. */
  readonly shown: string;
  readonly max: number;
  readonly step?: number;
  /** Values at which there is a mark. */
  readonly marks?: readonly number[];
  readonly onChange: (value: number) => void;
}

/** A number from 0 to `max`, where the look of it counts and not the digits. */
export function Slider({ label, value, shown, max, step = 0.01, marks, onChange }: Props) {
  const id = useId();
  const list = `${id}-marks`;
  return (
    <div className={styles.slider}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id}>{shown}</output>
      <input
        id={id}
        type="range"
        min={0}
        max={max}
        step={step}
        aria-valuetext={shown}
        list={marks && list}
        value={value}
        onChange={({ target }) => onChange(target.valueAsNumber)}
      />
      {marks && (
        <datalist id={list}>
          {marks.map((mark) => (
            <option key={mark} value={mark} />
          ))}
        </datalist>
      )}
    </div>
  );
}
