import { useRef } from 'react';
import { isSame } from './is-same.ts';
import { usePage } from './StoreContext.tsx';
import type { Column } from './types.ts';

/** The columns as far as their answers go: the same list while they are only told how far their files have come. */
export function useAnsweringColumns(): readonly Column[] {
  const last = useRef<readonly Column[]>([]);
  return usePage(({ columns }) => (last.current = answering(last.current, columns)));
}

/** `now`, with every column that answers as it did before as that very object; `before` itself where all of them do. */
export function answering(before: readonly Column[], now: readonly Column[]): readonly Column[] {
  const kept = now.map((column) => {
    const old = before.find(({ id }) => id === column.id);
    return old && answersAlike(old, column) ? old : column;
  });
  return isSame(kept, before) ? before : kept;
}

function answersAlike(a: Column, b: Column): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]) as Set<keyof Column>;
  return [...keys].every((key) => a[key] === b[key] || (key === 'status' && bothLoad(a, b)));
}

function bothLoad({ status: a }: Column, { status: b }: Column): boolean {
  return a.kind === 'loading' && b.kind === 'loading' && a.previous === b.previous;
}
