import { useEffect, useState, type RefObject } from 'react';

/** What is left of the heads while the list is scrolled, in CSS pixels. */
const COLLAPSED = 44;

/**
 * Whether the heads stand at the window's upper edge. Then they are low, at the lower edge of a box that keeps its height:
 * nothing else moves. The box's height goes to `--heads`, its place to `--heads-top`.
 */
export function useCollapse(
  start: RefObject<HTMLElement | null>,
  heads: RefObject<HTMLElement | null>,
): boolean {
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    const [mark, box] = [start.current, heads.current];
    if (!mark || !box) return undefined;
    const seen = new IntersectionObserver(([entry]) => {
      if (entry) setStuck(!entry.isIntersecting && entry.boundingClientRect.top < 0);
    });
    seen.observe(mark);
    return () => seen.disconnect();
  }, [start, heads]);
  useEffect(() => {
    const box = heads.current;
    if (!box || stuck) return undefined;
    const sizes = new ResizeObserver(() => {
      box.style.setProperty('--heads', `${box.offsetHeight}px`);
      box.style.setProperty('--heads-top', `${COLLAPSED - box.offsetHeight}px`);
    });
    box.style.removeProperty('--heads');
    sizes.observe(box);
    return () => sizes.disconnect();
  }, [heads, stuck]);
  return stuck;
}
