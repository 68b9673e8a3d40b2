/** What an arrow key moves among: buttons that can be pressed, but for those of a floating panel. */
function stopsOf(root: Element): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('button:not(:disabled)')].filter(
    (element) => !isInPanel(element, root) && element.getClientRects().length > 0,
  );
}

function isInPanel(element: Element, root: Element): boolean {
  const panel = element.closest('[popover]');
  return panel !== null && root.contains(panel);
}

/**
 * Makes the buttons of an element one stop of the Tab key: the one that had the focus last, else the first. Buttons that
 * come, go or are disabled later are counted in. Gives what ends it.
 */
export function oneStop(root: HTMLElement): () => void {
  let last: Element | null = null;
  const arrange = (): void => {
    const stops = stopsOf(root);
    const chosen = stops.find((stop) => stop === last) ?? stops[0];
    for (const stop of stops) {
      const index = stop === chosen ? 0 : -1;
      if (stop.tabIndex !== index) stop.tabIndex = index;
    }
  };
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof Element) || isInPanel(target, root)) return;
    last = target;
    arrange();
  };
  arrange();
  // With the frame's own layout: asked for at each change, the browser would lay the page out once more each time.
  let frame = 0;
  const changes = new MutationObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(arrange);
  });
  changes.observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['disabled'],
  });
  root.addEventListener('focusin', onFocus);
  window.addEventListener('resize', arrange);
  return () => {
    changes.disconnect();
    cancelAnimationFrame(frame);
    root.removeEventListener('focusin', onFocus);
    window.removeEventListener('resize', arrange);
  };
}

/** Moves the focus among the buttons of an element; `false` where the key is no such key or the focus is elsewhere. */
export function moveFocus(root: Element, key: string): boolean {
  const stops = stopsOf(root);
  const at = stops.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return false;
  const places: Readonly<Record<string, number>> = {
    ArrowLeft: (at + stops.length - 1) % stops.length,
    ArrowUp: (at + stops.length - 1) % stops.length,
    ArrowRight: (at + 1) % stops.length,
    ArrowDown: (at + 1) % stops.length,
    Home: 0,
    End: stops.length - 1,
  };
  const place = places[key];
  if (place === undefined) return false;
  stops[place]?.focus();
  return true;
}
