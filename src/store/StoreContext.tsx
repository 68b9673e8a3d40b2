import { createContext, use, type ReactNode } from 'react';
import { useStore as useZustand } from 'zustand';
import type { All } from './all.ts';
import type { Store } from './store.ts';

const Context = createContext<Store | null>(null);

/** Gives the store to everything inside. */
export function StoreProvider({
  store,
  children,
}: {
  readonly store: Store;
  readonly children: ReactNode;
}) {
  return <Context value={store}>{children}</Context>;
}

/** The part of the state that `selector` picks; the view is drawn again when that part is another one. */
export function usePage<T>(selector: (all: All) => T): T {
  const store = use(Context);
  if (!store) throw new Error('The store is missing above this component.');
  return useZustand(store, selector);
}
