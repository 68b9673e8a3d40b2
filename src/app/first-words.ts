import type { Store } from '../store/store.ts';
import { LANGUAGE_NAMES, preferredLanguage } from '../words/languages.ts';
import { loadWords } from '../words/tables.ts';

/** Asked for as soon as the page's code runs, beside all else; a link or a kept set-up may want another language. */
const likely = loadWords(preferredLanguage(navigator.languages));
likely.catch(() => undefined);

/** Waits for the words of the page's language; where they cannot be fetched, the page speaks whichever language it can have. */
export async function loadFirstWords(store: Store): Promise<void> {
  const { language } = store.getState();
  for (const name of [language, ...LANGUAGE_NAMES]) {
    try {
      await loadWords(name);
      store.getState().change({ language: name });
      return;
    } catch {
      // The next one, or the page without words: still better than no page.
    }
  }
}
