import { useShallow } from 'zustand/react/shallow';
import { usePage } from '../StoreContext.tsx';
import type { FitInputs } from './picture-fit.ts';

/** What tells whether labels fit; another object only when a part of it is another one. */
export function useFitInputs(): FitInputs {
  return usePage(
    useShallow(({ vocabularies, vectors, labels, language, pictures }) => ({
      vocabularies,
      vectors,
      labels,
      language,
      pictures,
    })),
  );
}
