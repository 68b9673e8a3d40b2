import { useEffect, useRef, type HTMLAttributes, type KeyboardEvent, type ReactNode } from 'react';
import { moveFocus, oneStop } from './one-stop.ts';

interface Props {
  readonly label: string;
  readonly className?: string | undefined;
  /** Where a pointer means another button than the one on top. */
  readonly pointer?: Pick<
    HTMLAttributes<HTMLDivElement>,
    'onMouseDown' | 'onPointerMove' | 'onClick'
  >;
  readonly children: ReactNode;
}

/** Buttons that are one stop of the Tab key; arrows, Home and End move among them, as the ARIA practices describe. */
export function Toolbar({ label, className, pointer, children }: Props) {
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => (bar.current ? oneStop(bar.current) : undefined), []);
  return (
    // The focus goes to its buttons, never to the bar itself.
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      {...pointer}
      ref={bar}
      role="toolbar"
      aria-label={label}
      className={className}
      onKeyDown={(event: KeyboardEvent<HTMLDivElement>) => {
        if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
        if (bar.current && moveFocus(bar.current, event.key)) event.preventDefault();
      }}
    >
      {children}
    </div>
  );
}
