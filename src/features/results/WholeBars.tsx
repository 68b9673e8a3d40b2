import { useDeferredValue, useRef } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, Picture } from '../../store/types.ts';
import { Bars } from './Bars.tsx';
import { useVisibleRange } from './use-visible-range.ts';

/** Heights of a bar and of what is drawn beyond the window; up to so many bars all are drawn. */
const DRAWN = { whole: 60, guess: 22, margin: 20 };

const NOTHING = { first: 0, last: 0, before: 0, after: 0 };

interface Props {
  readonly picture: Picture;
  readonly column: Column;
  readonly place: number;
}

/** One column's bars over all labels. Of a long list those out of sight are not drawn. */
export function WholeBars({ picture, column, place }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const count = usePage((all) => all.labels.length);
  const visible = useVisibleRange(list, count, 'bars', DRAWN);
  // The dialog stands first, and the bars come in a task of their own: both at once take too long.
  const range = useDeferredValue(visible, NOTHING);
  return (
    <Bars picture={picture} column={column} place={place} lead={null} range={range} ref={list} />
  );
}
