import { useShallow } from 'zustand/react/shallow';
import { usePage } from './StoreContext.tsx';
import type { State } from './state.ts';

/** Parts of the state by their names; another object only when one of them is another one. */
export function useParts<K extends keyof State>(keys: readonly K[]): Pick<State, K> {
  return usePage(
    useShallow((all) => {
      const entries = keys.map((key): [string, unknown] => [key, all[key]]);
      return Object.fromEntries(entries) as Pick<State, K>;
    }),
  );
}
