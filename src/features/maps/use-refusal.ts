import { answerIsDue } from '../../store/lesson/answer-is-due.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import type { WordKey } from '../../words/languages.ts';

/** Why nothing is shown of a picture, as a sentence; `null` where something is. */
export function useRefusal(picture: Picture): WordKey | null {
  return usePage((all) => {
    if (answerIsDue(all)) return 'row.answer-first';
    if (all.guessFirst && !all.revealed.has(picture.id)) return 'maps.guess-first';
    // Compared with one label only, every part is all of it.
    return all.labels.length < 2 ? 'maps.one-label' : null;
  });
}
