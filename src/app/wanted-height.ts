/** What a page around this one is told: how high its frame should be so that nothing in it scrolls. */
export interface WantedHeight {
  /** CSS pixels, a whole number. */
  readonly zeroShotHeight: number;
}

/**
 * Lower frames leave no room for a dialog, in CSS pixels. It is above the height from which the page is laid out for a low
 * window (`useCompact`), or that layout's height and the other's would follow each other without end.
 */
const LOWEST = 520;

/**
 * Tells the page around this one the height that `content` takes, now and whenever it changes; nobody where there is none.
 * Any page may hear it: it is a number, and says nothing of what was done here. Returns how to stop.
 */
export function tellHeight(frame: Window, content: Element): () => void {
  if (frame.parent === frame) return () => undefined;
  let told = 0;
  const sizes = new ResizeObserver(() => {
    const height = Math.max(LOWEST, Math.ceil(content.getBoundingClientRect().height));
    if (height === told) return;
    told = height;
    frame.parent.postMessage({ zeroShotHeight: height } satisfies WantedHeight, '*');
  });
  sizes.observe(content);
  return () => sizes.disconnect();
}
