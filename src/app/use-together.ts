import { useEffect, type RefObject } from 'react';

/** Two boxes of the same columns are moved sideways together. */
export function useTogether(
  one: RefObject<HTMLElement | null>,
  other: RefObject<HTMLElement | null>,
): void {
  useEffect(() => {
    const boxes = [one.current, other.current].filter((box) => box !== null);
    const onScroll = ({ target }: Event): void => {
      for (const box of boxes)
        if (target instanceof Element && box !== target && boxes.includes(target as HTMLElement))
          box.scrollLeft = target.scrollLeft;
    };
    for (const box of boxes) box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      for (const box of boxes) box.removeEventListener('scroll', onScroll);
    };
  }, [one, other]);
}
