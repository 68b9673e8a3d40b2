import { expect, type Page } from '@playwright/test';

/** A window of 1280 by 800 in which everything is twice as large: nothing is cut off, and nothing is scrolled sideways. */
export async function expectWholeAtTwiceTheSize(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 640, height: 400 });
  await expect.poll(() => page.evaluate(notWhole)).toEqual([]);
  if (size) await page.setViewportSize(size);
}

/** For someone who asked for less motion: nothing moves by itself, nor does a change take time. */
export async function expectStill(page: Page): Promise<void> {
  expect(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(
    true,
  );
  expect(await page.evaluate(moving)).toEqual([]);
}

/** Runs in the page: what moves now, and what would move when it changes or is shown. */
function moving(): readonly string[] {
  const longest = (times: string): number =>
    Math.max(...times.split(',').map((time) => Number.parseFloat(time)));
  const name = (element: Element | null): string =>
    `${element?.tagName} ${element?.getAttribute('class') ?? ''}`;
  const now = document
    .getAnimations()
    .filter(({ playState }) => playState === 'running')
    .map(({ effect }) => `${name((effect as KeyframeEffect).target)} moves`);
  const later = [...document.querySelectorAll('*')].filter((element) => {
    const { animationName, animationDuration, transitionDuration, transitionProperty } =
      getComputedStyle(element);
    return (
      (animationName !== 'none' && longest(animationDuration) > 0.01) ||
      (transitionProperty !== 'none' && longest(transitionDuration) > 0.01)
    );
  });
  return [...new Set([...now, ...later.map((element) => `${name(element)} would move`)])];
}

/** Runs in the page: what is scrolled sideways, reaches beyond the window, or hides the end of its words without a sign. */
function notWhole(): readonly string[] {
  const open = [...document.querySelectorAll('dialog:modal, [popover]:popover-open')].at(-1);
  const name = (element: Element): string =>
    `${element.tagName} ${element.getAttribute('class') ?? ''} ${(element.textContent ?? '').trim().slice(0, 30)}`;
  const found = new Set<string>();
  if (document.documentElement.scrollWidth > window.innerWidth) found.add('the page is scrolled');
  for (const element of (open ?? document.body).querySelectorAll('*')) {
    if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    // Labels at the foot of a low window are a strip, which is moved along.
    if (element.closest('[data-compact="true"]')) continue;
    if (element.closest('.sr-only') || getComputedStyle(element).clipPath !== 'none') continue;
    const { left, right, width } = element.getBoundingClientRect();
    const { overflowX, textOverflow } = getComputedStyle(element);
    if (width > 1 && (left < -1 || right > window.innerWidth + 1))
      found.add(`${name(element)}: beyond`);
    const wider = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1;
    if (!wider) continue;
    if (overflowX === 'auto' || overflowX === 'scroll') found.add(`${name(element)}: is scrolled`);
    const isField = element instanceof HTMLInputElement || element instanceof HTMLSelectElement;
    if ((overflowX === 'hidden' || overflowX === 'clip') && textOverflow !== 'ellipsis' && !isField)
      found.add(`${name(element)}: is cut`);
  }
  return [...found];
}
