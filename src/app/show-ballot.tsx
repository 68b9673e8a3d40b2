import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { readBallot } from '../core/votes/ballot.ts';
import { BallotPage } from '../features/vote/BallotPage.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { LANGUAGES, LANGUAGE_NAMES, preferredLanguage } from '../words/languages.ts';
import { loadWords, loadWordsOf } from '../words/tables.ts';
import { createWords } from '../words/translate.ts';
import { WordsProvider } from '../words/WordsContext.tsx';

/**
 * Shows the ballot of a link instead of the page: no model is loaded and nothing of the page's set-up is touched, so that
 * thirty phones on bad Wi-Fi fetch a few kilobytes each.
 */
export async function showBallot(root: HTMLElement, fragment: string): Promise<void> {
  const wished = new URLSearchParams(fragment.replace(/^#/, '')).get('lang');
  const language =
    LANGUAGE_NAMES.find((name) => name === wished) ?? preferredLanguage(navigator.languages);
  await Promise.all([loadWords(language), loadWordsOf('present')]);
  const words = createWords(language);
  document.documentElement.lang = LANGUAGES[language].tag;
  document.title = words.t('ballot.title');
  window.addEventListener('hashchange', () => window.location.reload());
  createRoot(root).render(
    <StrictMode>
      <WordsProvider words={words}>
        <PartBoundary>
          <BallotPage ballot={readBallot(fragment)} />
        </PartBoundary>
      </WordsProvider>
    </StrictMode>,
  );
}
