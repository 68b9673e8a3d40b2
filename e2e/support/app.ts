import { expect, type Locator, type Page } from '@playwright/test';
import type { Engine } from '../../src/engine/contract.ts';

declare const zeroShot: { -readonly [Call in keyof Engine]: Engine[Call] };
declare const calls: { pictures: number; prompts: string[] };

/** Opens the page and waits until every column has bars. */
export async function openPage(page: Page, address = './'): Promise<void> {
  await page.goto(address);
  await ready(page);
}

/** The engine has nothing left to do. */
export async function ready(page: Page): Promise<void> {
  await expect(page.getByRole('status').first()).toContainText('Ready', { timeout: 90_000 });
}

/** Counts from now on what the page asks the engine to encode. */
export async function countCalls(page: Page): Promise<void> {
  await page.evaluate(() => {
    const counted = { pictures: 0, prompts: [] as string[] };
    Object.assign(globalThis, { calls: counted });
    const { encodeImages, encodeTexts } = zeroShot;
    zeroShot.encodeImages = (id, images, options) => {
      counted.pictures += Array.isArray(images) ? images.length : 1;
      return encodeImages.call(zeroShot, id, images, options);
    };
    zeroShot.encodeTexts = (id, prompts, options) => {
      if (Array.isArray(prompts)) counted.prompts.push(...(prompts as string[]));
      return encodeTexts.call(zeroShot, id, prompts, options);
    };
  });
}

/** What was encoded since `countCalls`. */
export function encoded(page: Page): Promise<{ pictures: number; prompts: string[] }> {
  return page.evaluate(() => calls);
}

/** Types a label as a person does. */
export async function addLabel(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'New label' });
  await field.fill(text);
  await field.press('Enter');
}

/** One picture's row with the bars of both columns. */
export function row(page: Page, name: string): Locator {
  return page.getByRole('article', { name, exact: true });
}

/** The values of all bars of a row, in the order in which they stand there. */
export async function bars(place: Locator): Promise<{ label: string; value: number }[]> {
  return place.getByRole('meter').evaluateAll((meters) =>
    meters.map((meter) => ({
      label: meter.getAttribute('aria-label') ?? '',
      value: Number(meter.getAttribute('aria-valuenow')),
    })),
  );
}

/** Holds back what the page asks for at such addresses; the function that comes back lets it go. */
export async function holdBack(page: Page, addresses: string): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(addresses, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

/** Opens the page's menu, where it is not open, and presses something in it. */
export async function pressInMenu(page: Page, name: string | RegExp): Promise<void> {
  await (await openPanel(page, 'More')).getByRole('button', { name }).click();
}

/** The same in a column's own menu. */
export async function pressInColumn(page: Page, number: number, name: string): Promise<void> {
  const menu = await openPanel(page, `More about column ${number}`);
  await menu.getByRole('button', { name, exact: true }).click();
}

/** Opens a floating panel by its button, where it is not open: `Prompt`, `Scores` or a menu. */
export async function openPanel(page: Page, name: string): Promise<Locator> {
  const panel = page.getByRole('dialog', { name, exact: true });
  if (!(await panel.isVisible()))
    await page.getByRole('button', { name: new RegExp(`^${name}(:|$)`) }).click();
  return panel;
}

/** Opens a column's load report, where it says all of this, and closes it. */
export async function expectReport(
  page: Page,
  number: number,
  ...texts: readonly (string | RegExp)[]
): Promise<void> {
  await pressInColumn(page, number, 'Load report');
  const report = page.getByRole('dialog', { name: /^Load report/ });
  for (const text of texts) await expect(report).toContainText(text);
  await page.keyboard.press('Escape');
  await expect(report).toHaveCount(0);
}
