import { type ReactNode, useState } from 'react';
import styles from './inspect.module.css';

/** Every row has this height in CSS pixels, so that those out of sight need not be drawn. */
const ROW = 52;
const WINDOW = 312;
const MARGIN = 6;

interface Props<T> {
  readonly label: string;
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string;
  readonly children: (item: T) => ReactNode;
}

/** A long list in a window of its own; only what is near it is drawn. */
export function RowList<T>({ label, items, keyOf, children }: Props<T>) {
  const [scrolled, setTop] = useState(0);
  // After a narrower search the window may stand behind the end.
  const top = Math.min(scrolled, Math.max(0, items.length * ROW - WINDOW));
  const first = Math.max(0, Math.floor(top / ROW) - MARGIN);
  const last = Math.min(items.length, first + Math.ceil(WINDOW / ROW) + 2 * MARGIN);
  return (
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div
      className={styles.scroll}
      tabIndex={0}
      role="region"
      aria-label={label}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <ul style={{ paddingTop: first * ROW, paddingBottom: (items.length - last) * ROW }}>
        {items.slice(first, last).map((item, index) => (
          <li key={keyOf(item)} aria-setsize={items.length} aria-posinset={first + index + 1}>
            {children(item)}
          </li>
        ))}
      </ul>
    </div>
  );
}
