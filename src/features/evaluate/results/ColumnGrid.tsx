import { useId, type ReactNode } from 'react';
import { useWords } from '../../../words/WordsContext.tsx';
import { type ColumnView, columnTitle } from './column-view.ts';
import styles from './results.module.css';

interface Props {
  readonly views: readonly ColumnView[];
  readonly children: (view: ColumnView) => ReactNode;
}

/** The same thing for every column of the run, side by side where there is room. */
export function ColumnGrid({ views, children }: Props) {
  return (
    <div className={styles.sides}>
      {views.map((view) => (
        <Side key={view.index} view={view}>
          {children(view)}
        </Side>
      ))}
    </div>
  );
}

function Side({ view, children }: { readonly view: ColumnView; readonly children: ReactNode }) {
  const words = useWords();
  const id = useId();
  return (
    <section className={styles.side} aria-labelledby={id}>
      <h3 id={id} className={styles.heading}>
        {columnTitle(words, view)}
      </h3>
      {children}
    </section>
  );
}
