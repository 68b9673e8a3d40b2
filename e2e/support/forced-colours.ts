import { expect, type Locator, type Page } from '@playwright/test';
import { decode } from 'fast-png';

/** Runs something as in a contrast theme of the system, and goes back. */
export async function inForcedColours(page: Page, work: () => Promise<void>): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' });
  await work();
  await page.emulateMedia({ forcedColors: 'none' });
}

/** Whatever says something by its colour alone, without a word in it, can be told from its ground in a contrast theme too. */
export async function expectMarksInForcedColours(page: Page): Promise<void> {
  const before = await page.evaluate(marks);
  await inForcedColours(page, async () => {
    const after = await page.evaluate(marks);
    const lost = Object.entries(before).filter(([name, count]) => (after[name] ?? 0) < count);
    expect(lost).toEqual([]);
  });
}

/**
 * Runs in the page: how many elements of each class have no words and another colour than what is around them. Backgrounds
 * and borders of boxes, fills and strokes of drawings.
 */
function marks(): Record<string, number> {
  const clear = (colour: string): boolean =>
    colour === 'transparent' || colour === 'rgba(0, 0, 0, 0)';
  const groundOf = (element: Element | null): string => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(at);
      if (backgroundImage !== 'none') return backgroundImage;
      if (!clear(backgroundColor)) return backgroundColor;
    }
    return 'none';
  };
  const probe = document.body.appendChild(document.createElement('i'));
  // A sheet on the page says nothing by its colour.
  const sheets = new Set(
    ['--surface', '--paper'].map((name) => {
      probe.style.backgroundColor = `var(${name})`;
      return getComputedStyle(probe).backgroundColor;
    }),
  );
  probe.remove();
  const idle = (colour: string, ground: string, drawn: boolean): boolean =>
    // A drawing may well be in a sheet's colour on a full ground.
    clear(colour) || colour === ground || (!drawn && sheets.has(colour));
  const found: Record<string, number> = {};
  // The system draws its own fields, a film or picture is what it shows, and a group of a drawing paints nothing itself.
  const others = 'input, select, textarea, video, image, g';
  for (const element of document.querySelectorAll(`body :not(${others})`)) {
    const { width, height } = element.getBoundingClientRect();
    if (width === 0 || height === 0 || (element.textContent ?? '').trim() !== '') continue;
    const style = getComputedStyle(element);
    const ground = groundOf(element.parentElement);
    const drawn = element instanceof SVGElement && element.tagName !== 'svg';
    const colours = drawn
      ? [style.fill, style.stroke].filter((colour) => colour !== 'none')
      : [groundOf(element)];
    if (colours.every((colour) => idle(colour, ground, drawn))) continue;
    const name = `${element.tagName} ${element.getAttribute('class') ?? ''}`;
    found[name] = (found[name] ?? 0) + 1;
  }
  return found;
}

/** The colours that an element is painted in along its middle, as `r,g,b`, from left to right. */
export async function colours(element: Locator): Promise<readonly string[]> {
  const { width, height, data, channels } = decode(await element.screenshot());
  const row = Math.floor(height / 2) * width;
  return Array.from({ length: width }, (_, x) =>
    [0, 1, 2].map((channel) => data[(row + x) * channels + channel]).join(','),
  );
}
