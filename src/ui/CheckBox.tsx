import styles from './Choices.module.css';

interface Props {
  readonly label: string;
  /** What the choice costs or means, below its label. */
  readonly note?: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

/** Yes or no. */
export function CheckBox({ label, note, checked, onChange }: Props) {
  return (
    <label className={styles.choice}>
      <input
        type="checkbox"
        checked={checked}
        onChange={({ target }) => onChange(target.checked)}
      />
      <span>
        {label}
        {note !== undefined && <span className={styles.note}> {note}</span>}
      </span>
    </label>
  );
}
