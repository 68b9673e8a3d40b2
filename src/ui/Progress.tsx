import styles from './Progress.module.css';

interface Props {
  readonly label: string;
  /** 0 to 1; `null` where it is not known. */
  readonly value: number | null;
}

/** A line that fills; where the end is not known it says so by having no value. */
export function Progress({ label, value }: Props) {
  return (
    <div
      className={value === null ? `${styles.track} ${styles.unknown}` : styles.track}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(value !== null && { 'aria-valuenow': Math.round(value * 100) })}
    >
      <div className={styles.fill} style={{ width: `${(value ?? 0.3) * 100}%` }} />
    </div>
  );
}
