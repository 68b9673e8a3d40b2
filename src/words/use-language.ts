import { useEffect, useMemo, useState } from 'react';
import type { Language } from './languages.ts';
import { loadWords } from './tables.ts';
import { createWords, type Words } from './translate.ts';

/**
 * The words of the language that is wished for; until they have arrived, those of the one before. Where they cannot be
 * fetched, `onFailure` gets the language that the page still speaks.
 */
export function useLanguage(wished: Language, onFailure: (spoken: Language) => void): Words {
  const [spoken, setSpoken] = useState(wished);
  useEffect(() => {
    let wanted = true;
    loadWords(wished).then(
      () => wanted && setSpoken(wished),
      () => wanted && onFailure(spoken),
    );
    return () => {
      wanted = false;
    };
  }, [wished, spoken, onFailure]);
  return useMemo(() => createWords(spoken), [spoken]);
}
