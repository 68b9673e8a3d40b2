import { liveModelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';

/** Names the image towers that answer now: it changes when another model has come. */
export function useTowers(): string {
  return usePage((all) => all.columns.map((column) => liveModelOf(column)?.id ?? '').join(' '));
}
