import { createContext, use, type ReactNode } from 'react';
import { createWords, type Words } from './translate.ts';

const Context = createContext<Words>(createWords('en'));

/** Gives the words of one language to everything inside. */
export function WordsProvider({
  words,
  children,
}: {
  readonly words: Words;
  readonly children: ReactNode;
}) {
  return <Context value={words}>{children}</Context>;
}

/** The words of the page's language. */
export function useWords(): Words {
  return use(Context);
}
