/** Space between a panel and its button, and between a panel and the window's edge, in CSS pixels. */
const GAP = 6;
const EDGE = 8;

/** Puts a floating panel under its button, or above where there is more room, and inside the window. */
export function placeBeside(button: Element, panel: HTMLElement): void {
  const from = button.getBoundingClientRect();
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const { offsetWidth, offsetHeight } = panel;
  const right = from.left + from.width / 2 > width / 2;
  const left = right ? from.right - offsetWidth : from.left;
  const below = height - from.bottom - GAP - EDGE;
  const up = below < offsetHeight && from.top > below;
  const top = up ? from.top - GAP - offsetHeight : from.bottom + GAP;
  panel.style.left = `${Math.max(EDGE, Math.min(left, width - offsetWidth - EDGE))}px`;
  panel.style.top = `${Math.max(EDGE, Math.min(top, height - offsetHeight - EDGE))}px`;
}
