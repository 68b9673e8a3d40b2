import { expect, type Page } from '@playwright/test';

/** Whatever can be reached by the Tab key shows that it was: a ring that can be told from its ground, as it is for drawings and borders of controls. */
export async function expectFocusRings(page: Page): Promise<void> {
  // As after a key: a press of the pointer shows no ring.
  await page.keyboard.press('Shift');
  expect(await page.evaluate(withoutRing)).toEqual([]);
}

/** Runs in the page: what has the focus without showing it, by tag and class. */
function withoutRing(): readonly string[] {
  const before = document.activeElement;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const clear = (colour: string): boolean => /^rgba\(.*, 0\)$|^transparent$/.test(colour);
  /** Relative luminance as WCAG 2 has it, 0 to 1. */
  const luminance = (colour: string): number => {
    if (!canvas) return Number.NaN;
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data;
    const [r = 0, g = 0, b = 0] = [red, green, blue].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element: Element | null): string => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!clear(backgroundColor)) return backgroundColor;
    }
    return 'white';
  };
  const hasRing = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
    if (outlineStyle === 'none' || Number.parseFloat(outlineWidth) < 2) return false;
    const inside = Number.parseFloat(outlineOffset) < 0;
    const [a, b] = [outlineColor, groundOf(inside ? element : element.parentElement)].map(
      luminance,
    );
    const [low = 0, high = 0] = [a ?? 0, b ?? 0].toSorted((one, other) => one - other);
    return (high + 0.05) / (low + 0.05) >= 3;
  };
  const modal =
    document.querySelector('dialog:modal, [popover]:popover-open[role=dialog]') ?? document;
  const lost = new Set<string>();
  for (const element of modal.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex]',
  )) {
    element.focus({ preventScroll: true });
    if (document.activeElement !== element || element.tabIndex < 0) continue;
    // What is drawn for a hidden field stands beside it or around it.
    const shown = [element, element.nextElementSibling, element.closest('label')];
    if (shown.some((one) => one !== null && hasRing(one))) continue;
    lost.add(`${element.tagName} ${element.className} ${element.getAttribute('type') ?? ''}`);
  }
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  else (document.activeElement as HTMLElement | null)?.blur();
  return [...lost];
}
