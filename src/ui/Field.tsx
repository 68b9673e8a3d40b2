import type { ReactNode } from 'react';
import styles from './Field.module.css';

/** What every control says about itself. */
export interface FieldProps {
  readonly label: string;
  /** Where the label stands: over the control, before it, or only in its accessible name. */
  readonly place?: 'above' | 'beside' | 'unseen' | undefined;
  /** Sentences below the control. */
  readonly notes?: readonly string[] | undefined;
}

/** How a control is drawn: as most are, with larger letters, or without a frame inside of something framed. */
export type ControlLook = 'plain' | 'large' | 'bare';

interface Props extends FieldProps {
  readonly children: ReactNode;
}

/** A control with its label; a press on any of the words goes to the control. */
export function Field({ label, place = 'above', notes, children }: Props) {
  if (place === 'unseen') return children;
  return (
    <label className={styles[place]}>
      {label}
      {children}
      {notes?.map((note) => (
        <span key={note} className={styles.note}>
          {note}
        </span>
      ))}
    </label>
  );
}

/** The attributes that all controls have in common. */
export function controlled({ label, place }: FieldProps, look: ControlLook = 'plain') {
  return {
    className: `${styles.control} ${styles[look]}`,
    'aria-label': place === 'unseen' ? label : undefined,
  };
}
