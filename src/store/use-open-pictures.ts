import { useMemo } from 'react';
import { usePage } from './StoreContext.tsx';
import type { Picture } from './types.ts';

/** Pictures whose bars are seen: where one guesses first, those that were revealed. What is counted over pictures tells nothing of the others. */
export function useOpenPictures(): readonly Picture[] {
  const pictures = usePage((all) => all.pictures);
  const revealed = usePage((all) => (all.guessFirst ? all.revealed : null));
  return useMemo(
    () => (revealed ? pictures.filter(({ id }) => revealed.has(id)) : pictures),
    [pictures, revealed],
  );
}
