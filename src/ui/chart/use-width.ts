import { useCallback, useState } from 'react';

/** Until the first measurement. */
const FIRST_GUESS = 480;

/** Width of an element in CSS pixels, followed while it changes, and the ref that tells which element. */
export function useWidth(): readonly [number, (element: Element | null) => (() => void) | void] {
  const [width, setWidth] = useState(FIRST_GUESS);
  const ref = useCallback((element: Element | null) => {
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      const now = Math.floor(entry?.contentRect.width ?? 0);
      if (now > 0) setWidth(now);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, ref];
}
