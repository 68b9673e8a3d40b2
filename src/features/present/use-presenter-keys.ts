import { useEffect, useRef, type RefObject } from 'react';
import { dialogIsOpen, isTyping } from '../../ui/free-key.ts';

interface Actions {
  /** To the next slide, or with -1 to the one before. */
  readonly step: (by: number) => void;
  /** To the first slide, or to the last. */
  readonly end: (last: boolean) => void;
  /** Covers or reveals the picture. */
  readonly toggle: () => void;
  /** A vote for the label of that number, from 1. */
  readonly vote: (number: number) => void;
  /** Takes the last vote back. */
  readonly takeBack: () => void;
  readonly leave: () => void;
}

/** Elements that Enter presses. */
const PRESSED = 'button, a, summary, select';

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
      if (hasModifier(event) || event.defaultPrevented || dialogIsOpen() || listIsOpen()) return;
      const act = actionFor(event, latest.current, here(event));
      if (!act) return;
      act();
      event.preventDefault();
    };
    // Firefox presses a focused button when Space comes up again.
    const onUp = (event: KeyboardEvent): void => {
      if (event.key === ' ' && here(event) && !isTyping(event) && !dialogIsOpen() && !listIsOpen())
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

/** What a key does; `null` for what is somebody else's. */
function actionFor(event: KeyboardEvent, actions: Actions, here: boolean): (() => void) | null {
  const { step, end, toggle, vote, takeBack, leave } = actions;
  const { key, repeat, target } = event;
  const once = (act: () => void) => () => {
    if (!repeat) act();
  };
  if (key === 'PageDown') return () => step(1);
  if (key === 'PageUp') return () => step(-1);
  if (isTyping(event)) return null;
  if (key === 'ArrowRight' || key === 'ArrowDown') return () => step(1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return () => step(-1);
  if (key === 'Home' || key === 'End') return () => end(key === 'End');
  if (key === 'Escape') return leave;
  if (key === 'Backspace') return takeBack;
  if (/^[1-9]$/.test(key)) return once(() => vote(Number(key)));
  if (key === ' ' && here) return once(toggle);
  const pressed = target instanceof Element && target.closest(PRESSED) !== null;
  return key === 'Enter' && here && !pressed ? once(toggle) : null;
}

/** While a floating list is open, keys are the list's. */
function listIsOpen(): boolean {
  return document.querySelector('[popover]:popover-open') !== null;
}

function hasModifier({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey || shiftKey;
}
