import type { HalfState } from '../../store/selectors/halves.ts';
import styles from './halves.module.css';

interface Props {
  readonly image: HalfState;
  readonly text: HalfState;
}

/** Both halves of a model as two signs, an eye and letters: full where trained, hatched where random. The words are beside. */
export function Halves({ image, text }: Props) {
  return (
    <span className={styles.halves} aria-hidden="true">
      <span className={styles.half} data-state={image}>
        <svg viewBox="0 0 16 16" focusable="false">
          <path d="M1 8s2.6-4.6 7-4.6S15 8 15 8s-2.6 4.6-7 4.6S1 8 1 8z" />
          <circle cx="8" cy="8" r="2.2" />
        </svg>
      </span>
      <span className={styles.half} data-state={text}>
        <span className={styles.letters}>Aa</span>
      </span>
    </span>
  );
}
