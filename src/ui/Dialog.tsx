import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { NoticePlace } from './NoticePlace.tsx';
import styles from './Dialog.module.css';

interface Props {
  readonly title: string;
  readonly closeText: string;
  readonly onClose: () => void;
  readonly wide?: boolean;
  /** Fills the window. */
  readonly page?: boolean;
  readonly children: ReactNode;
}

/** A modal dialog: the browser keeps the focus inside, Escape and a press beside it close it. */
export function Dialog({ title, closeText, onClose, wide, page, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    // A press on the backdrop closes; the keyboard has Escape, which the element brings itself.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      className={[styles.dialog, wide && styles.wide, page && styles.page]
        .filter(Boolean)
        .join(' ')}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles.inner}>
        <header className={styles.head}>
          <h2 id={titleId} className={styles.title}>
            {title}
          </h2>
          <Button look="quiet" icon="close" iconOnly onClick={onClose}>
            {closeText}
          </Button>
        </header>
        <NoticePlace />
        <div className={styles.body}>{children}</div>
      </div>
    </dialog>
  );
}
