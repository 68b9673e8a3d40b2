import { useId, type ReactNode } from 'react';
import styles from './Panel.module.css';

interface Props {
  /** Name for the layout, where a place depends on it. */
  readonly name?: string;
  readonly title: string;
  /** Small things at the right of the title. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A titled region of the controls. */
export function Panel({ name, title, actions, children }: Props) {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id} data-panel={name}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </section>
  );
}
