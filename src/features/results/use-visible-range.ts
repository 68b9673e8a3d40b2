import { useEffect, useState, type RefObject } from 'react';

export interface Range {
  readonly first: number;
  readonly last: number;
  /** Height of what is left out above and below, in CSS pixels. */
  readonly before: number;
  readonly after: number;
}

/** Rows drawn beyond the window on either side: the keyboard and a quick scroll find them there. */
const MARGIN = 4;
/** Up to this number everything is drawn: find-in-page and printing then see all. */
const WHOLE = 24;
/** First guess of a row's height, until one has been measured. */
const GUESS = 112;

/** From the row before it to this one. */
function distance(row: Element): number {
  const before = row.previousElementSibling ?? row;
  const { top, height } = row.getBoundingClientRect();
  return top - before.getBoundingClientRect().top || height;
}

/** Which rows of a long list are near the window. All rows are as far apart as the last two that are drawn. */
export function useVisibleRange(
  list: RefObject<HTMLElement | null>,
  count: number,
  shape: string,
  { whole = WHOLE, guess = GUESS, margin = MARGIN } = {},
): Range {
  const [height, setHeight] = useState(guess);
  const [top, setTop] = useState(0);

  // Rows change their height with their number of bars: `shape` stands for it. An observer is told a height when the page
  // is laid out anyway; asked for one, the browser lays the page out once more.
  useEffect(() => {
    const row = count > whole ? list.current?.lastElementChild : null;
    if (!row) return undefined;
    const heights = new ResizeObserver(() => setHeight((old) => distance(row) || old));
    heights.observe(row);
    return () => heights.disconnect();
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what changes the height is named, not read
  }, [list, shape, count, whole]);

  useEffect(() => {
    if (count <= whole) return undefined;
    // The list may lie in what is scrolled, or be that itself.
    const update = (): void => {
      const { current } = list;
      if (current) setTop(current.getBoundingClientRect().top - current.scrollTop);
    };
    const frame = requestAnimationFrame(update);
    document.addEventListener('scroll', update, { capture: true, passive: true });
    window.addEventListener('resize', update);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener('scroll', update, { capture: true });
      window.removeEventListener('resize', update);
    };
  }, [list, count, whole]);

  if (count <= whole) return { first: 0, last: count, before: 0, after: 0 };
  const first = Math.min(Math.max(0, Math.floor(-top / height) - margin), count - 1);
  const visible = Math.ceil(window.innerHeight / height) + 2 * margin;
  const last = Math.min(count, first + visible);
  return { first, last, before: first * height, after: (count - last) * height };
}
