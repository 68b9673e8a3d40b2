import { useEffect } from 'react';
import { firstByChance } from '../store/columns/chance.ts';
import { usePage } from '../store/StoreContext.tsx';
import { dialogIsOpen, isTyping } from '../ui/free-key.ts';

/** The page's single-letter keys. They rest while somebody types or a dialog is open. */
export function useShortcuts(): void {
  const open = usePage((all) => all.open);
  const change = usePage((all) => all.change);
  const undo = usePage((all) => all.undo);
  const coverAll = usePage((all) => all.coverAll);
  const rollAgain = usePage((all) => all.rollAgain);
  const presenting = usePage((all) => all.presenting);
  const guessFirst = usePage((all) => all.guessFirst);
  const chance = usePage((all) => firstByChance(all.columns));
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || dialogIsOpen() || isTyping(event)) return;
      const pressed = keyOf(event);
      // A key that is held down would flicker between two states.
      if (event.repeat && pressed !== 'undo') return;
      const label = document.getElementById('new-label');
      if (pressed === 'undo') undo();
      else if (pressed === '?') open({ kind: 'help' });
      else if (pressed === 'l' && label) label.focus();
      else if (pressed === 'p') change({ presenting: !presenting });
      else if (pressed === 'r' && chance !== undefined) rollAgain(chance);
      else if (pressed === 'g') {
        coverAll();
        change({ guessFirst: !guessFirst });
      } else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open, change, undo, coverAll, rollAgain, presenting, guessFirst, chance]);
}

/** The press as a name, Caps Lock or not; with any other modifier it is the browser's. */
function keyOf({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string | null {
  const name = key.toLowerCase();
  if (altKey) return null;
  if (ctrlKey || metaKey) return name === 'z' && !shiftKey ? 'undo' : null;
  // The question mark needs Shift on most keyboards.
  return shiftKey && name !== '?' ? null : name;
}
