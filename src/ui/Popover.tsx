import { useId, useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import type { IconName } from './Icon.tsx';
import { placeBeside } from './place-beside.ts';
import styles from './Popover.module.css';

interface Props {
  /** What the button says, which is its name. */
  readonly text: ReactNode;
  /** The panel's name. */
  readonly label: string;
  readonly look?: 'plain' | 'main' | 'quiet';
  readonly icon?: IconName;
  readonly iconOnly?: boolean;
  readonly small?: boolean;
  /** Drawn while the panel is open. */
  readonly children: ReactNode;
}

/** A button with a panel that floats above the page. The browser closes it: Escape, a press elsewhere, an opened dialog. */
export function Popover({ text, label, children, ...look }: Props) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  useLayoutEffect(() => {
    const element = panel.current;
    if (!open || !element) return undefined;
    const place = (): void => {
      const button = document.querySelector(`[popovertarget="${CSS.escape(id)}"]`);
      if (button) placeBeside(button, element);
    };
    place();
    const sizes = new ResizeObserver(place);
    sizes.observe(element);
    window.addEventListener('resize', place);
    document.addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      window.removeEventListener('resize', place);
      document.removeEventListener('scroll', place, { capture: true });
    };
  }, [open, id]);
  return (
    <>
      <Button {...look} popoverTarget={id} aria-haspopup="dialog">
        {text}
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={styles.panel}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && children}
      </div>
    </>
  );
}

/** Closes the panel that something stands in, as after a choice in a menu. */
export function closePopover(inside: Element): void {
  inside.closest<HTMLElement>('[popover]')?.hidePopover();
}
