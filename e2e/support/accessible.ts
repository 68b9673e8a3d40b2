import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { expectFocusRings } from './focus-rings.ts';

/** axe finds nothing on the page as it stands, or in the part of it that is named. */
export async function expectAccessible(page: Page, part?: string): Promise<void> {
  // By itself axe opens a second page for every look, to put its findings in frames together, and brings all that passed:
  // four times the work. There are no frames.
  expect(page.frames()).toHaveLength(1);
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
  expect(
    violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    ),
  ).toEqual([]);
}

/** The same in light, in dark and in a contrast theme; what can be focused shows it in each. */
export async function expectAccessibleInBoth(page: Page): Promise<void> {
  for (const media of [
    { colorScheme: 'light' },
    { colorScheme: 'dark' },
    { forcedColors: 'active' },
  ] as const) {
    await page.emulateMedia(media);
    await expectAccessible(page);
    await expectFocusRings(page);
  }
  await page.emulateMedia({ forcedColors: 'none' });
}
