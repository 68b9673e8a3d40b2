import { useEffect, useRef, type RefObject } from 'react';
import { dialogIsOpen, isTyping } from '../../ui/free-key.ts';

interface Actions {
  /** To the next picture, or with -1 to the one before. */
  readonly step: (by: number) => void;
  /** Covers or reveals the picture. */
  readonly toggle: () => void;
  readonly leave: () => void;
}

/** The presenter's keys. Page Up and Page Down are what a clicker sends: they work from a vote field too. */
export function usePresenterKeys(main: RefObject<HTMLElement | null>, actions: Actions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const here = ({ target }: KeyboardEvent): boolean =>
      target === document.body ||
      (target instanceof Node && main.current?.contains(target) === true);
    const onDown = (event: KeyboardEvent): void => {
      if (hasModifier(event) || event.defaultPrevented || dialogIsOpen()) return;
      const { step, toggle, leave } = latest.current;
      const { key, repeat } = event;
      if (key === 'PageDown') step(1);
      else if (key === 'PageUp') step(-1);
      else if (isTyping(event)) return;
      else if (key === 'ArrowRight') step(1);
      else if (key === 'ArrowLeft') step(-1);
      else if (key === 'Escape') leave();
      else if (key === ' ' && here(event)) {
        if (!repeat) toggle();
      } else return;
      event.preventDefault();
    };
    // Firefox presses a focused button when Space comes up again.
    const onUp = (event: KeyboardEvent): void => {
      if (event.key === ' ' && here(event) && !isTyping(event) && !dialogIsOpen())
        event.preventDefault();
    };
    window.addEventListener('keydown', onDown);
    window.addEventListener('keyup', onUp);
    return () => {
      window.removeEventListener('keydown', onDown);
      window.removeEventListener('keyup', onUp);
    };
  }, [main]);
}

function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey || shiftKey;
}
