import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import type { Notify } from '../types.ts';

export interface NoticesSlice extends Pick<State, 'notices'> {
  readonly notify: Notify;
  dismissNotice(id: string): void;
}

/** More sentences than this at once are not read by anybody. */
const MOST = 3;

export function noticesSlice({ newId }: Outside): Slice<NoticesSlice> {
  return (set) => ({
    notices: [],
    notify: (key, values = {}, { tone = 'info', undo = false, parts = [] } = {}) =>
      set(({ notices }) => ({
        notices: [
          ...notices.filter((old) => old.key !== key && !(undo && old.undo)),
          { id: newId(), tone, key, values, parts, undo },
        ].slice(-MOST),
      })),
    dismissNotice: (id) =>
      set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
  });
}
