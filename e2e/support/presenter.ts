import { expect, type Locator, type Page } from '@playwright/test';
import { expectAccessibleInBoth } from './accessible.ts';
import { openPage } from './app.ts';
import { expectMarksInForcedColours } from './forced-colours.ts';

/** The presenter with its first picture. */
export async function present(page: Page): Promise<Locator> {
  await openPage(page);
  await page.getByRole('button', { name: 'Presenter view', exact: true }).click();
  const presenter = page.getByRole('main', { name: 'Presenter view' });
  await expect(presenter.getByAltText(/./)).toBeVisible();
  return presenter;
}

/** What a projector shows. */
interface Shown {
  /** Font sizes in CSS pixels, smallest first, each with an example. */
  readonly sizes: readonly (readonly [number, string])[];
  /** Font size of the smallest label. */
  readonly label: number;
  /** Widths of the bars, as shares of the window. */
  readonly bars: readonly number[];
  /** What lies outside of the window, or is scrolled to. */
  readonly outside: readonly string[];
}

/** Runs in the page. */
function shown(): Shown {
  const main = document.querySelector('main') ?? document.body;
  const sizes = new Map<number, string>();
  const outside: string[] = [];
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = (node.textContent ?? '').trim();
    const holder = node.parentElement;
    if (text === '' || !holder?.checkVisibility({ visibilityProperty: true })) continue;
    if (holder.closest('.sr-only') || getComputedStyle(holder).clipPath !== 'none') continue;
    sizes.set(Number.parseFloat(getComputedStyle(holder).fontSize), text);
  }
  for (const element of main.querySelectorAll('*')) {
    const { left, top, right, bottom, width } = element.getBoundingClientRect();
    const name = `${element.tagName} ${String(element.getAttribute('class'))}`;
    if (width === 0 || !element.checkVisibility()) continue;
    if (getComputedStyle(element).clipPath !== 'none' || element.closest('.sr-only')) continue;
    if (left < -1 || top < -1 || right > innerWidth + 1 || bottom > innerHeight + 1)
      outside.push(name);
    const { overflowY } = getComputedStyle(element);
    if (overflowY === 'auto' && element.scrollHeight > element.clientHeight + 1)
      outside.push(`${name}: is scrolled`);
  }
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > innerWidth || scrollHeight > innerHeight) outside.push('the page is scrolled');
  const labels = [...main.querySelectorAll('li bdi, figcaption bdi')].map((label) =>
    Number.parseFloat(getComputedStyle(label).fontSize),
  );
  return {
    sizes: [...sizes].toSorted(([a], [b]) => a - b),
    label: Math.min(...labels),
    bars: [...main.querySelectorAll('[role=meter]')].map(
      (bar) => bar.getBoundingClientRect().width / innerWidth,
    ),
    outside,
  };
}

/** What a slide holds in windows of the usual projectors: all of it is seen, and nothing of it is small. */
export async function expectWhole(page: Page): Promise<readonly Shown[]> {
  const all: Shown[] = [];
  for (const [width, height] of [
    [1920, 1080],
    [1280, 720],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    const seen = await page.evaluate(shown);
    expect(seen.outside, `${width} by ${height}`).toEqual([]);
    expect(seen.sizes[0]?.[0], seen.sizes[0]?.[1]).toBeGreaterThanOrEqual(20);
    all.push(seen);
  }
  return all;
}

/** The slide of maps: of the picture that was shown last, in both columns, and with the presenter's keys. */
export async function expectMapsSlide(page: Page, presenter: Locator): Promise<void> {
  await expect(presenter.getByRole('heading', { name: 'Where in the picture?' })).toBeVisible();
  const maps = (label: string) =>
    presenter.getByRole('img', { name: new RegExp(`^${label}: most at row`) });
  await expect(maps('strawberry')).toHaveCount(2);
  await expect(presenter.getByRole('region', { name: 'Column 2' })).toContainText('random numbers');
  const [large] = await expectWhole(page);
  expect(large?.label).toBeGreaterThanOrEqual(32);
  expect(large?.label).toBeLessThan(100);
  await expectAccessibleInBoth(page);
  await expectMarksInForcedColours(page);
  // Another label, and the number of a place in both columns.
  await presenter.getByRole('button', { name: 'Map of: strawberry' }).click();
  await page.getByRole('button', { name: 'turtle', exact: true }).click();
  await expect(maps('turtle')).toHaveCount(2);
  await expect(presenter.getByText('at most')).toHaveCount(2);
  await maps('turtle').first().hover();
  await expect(presenter.getByText('at most')).toHaveCount(0);
  await maps('turtle').first().click();
  // Wherever one pressed, arrows stay those of the slides.
  await page.keyboard.press('ArrowLeft');
  await expect(presenter.getByRole('heading', { name: 'What is called what' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(maps('strawberry')).toHaveCount(2);
}
