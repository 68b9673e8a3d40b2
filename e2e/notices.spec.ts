import { expect, test } from '@playwright/test';
import { openPage } from './support/app.ts';
import { expectWhole } from './support/presenter.ts';

test('a sentence about what happened is seen for its time, over a dialog too, and covers no button that cannot be scrolled away', async ({
  page,
}) => {
  await page.clock.install();
  await openPage(page);
  const log = page.getByRole('log');
  const gone = async (label: string) => {
    await page
      .getByRole('button', { name: `Remove ${label}`, exact: true })
      .first()
      .click();
    await expect(log).toContainText(label);
  };
  await gone('camera');
  await log.getByText('camera').hover();
  await page.clock.fastForward(60_000);
  await expect(log).toContainText('camera');
  await page.mouse.move(5, 5);
  // Nor while the tab is not the one on show, or something lies over it.
  await page.evaluate(() =>
    Object.defineProperty(document, 'hidden', { get: () => true, configurable: true }),
  );
  await page.clock.fastForward(60_000);
  await expect(log).toContainText('camera');
  await page.evaluate(() =>
    Object.defineProperty(document, 'hidden', { get: () => false, configurable: true }),
  );
  await page.clock.runFor(1000);
  await page.clock.fastForward(60_000);
  await expect(log.getByText('camera')).toHaveCount(0);

  await gone('house');
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByRole('log')).toContainText('house');
  expect(await page.evaluate(coveredButtons)).toEqual([]);
  await help.getByRole('log').getByRole('button', { name: 'Undo' }).click();
  await expect(log.getByText('house')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Edit house' })).toBeVisible();

  await gone('house');
  await page.keyboard.press('p');
  const presenter = page.getByRole('main', { name: 'Presenter view' });
  await expect(presenter.getByRole('log')).toContainText('house');
  for (const [width, height] of [
    [1920, 1080],
    [1280, 720],
    [1024, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await page.evaluate(coveredButtons)).toEqual([]);
  }
  await expectWhole(page);
  await presenter.getByRole('button', { name: 'Leave' }).click();
  await expect(log).toContainText('house');
  for (const [width, height] of [
    [390, 844],
    [844, 390],
    [683, 384],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(log).toContainText('house');
    expect(await page.evaluate(coveredButtons)).toEqual([]);
  }
  await page.clock.runFor(1000);
  await page.clock.fastForward(60_000);
  await expect(log.getByText('house')).toHaveCount(0);
});

/** Runs in the page: what is under a notice of all that stays where it is while the page is scrolled, and of the notice itself what is not in the window. */
function coveredButtons(): readonly string[] {
  const stays = '[data-presenter], dialog[open], [data-compact="true"], aside, [role=log]';
  const controls = document.querySelectorAll('button, input, textarea');
  const all = [...controls].filter((one) => one.closest(stays));
  const under = all.filter((one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    const hit = document.elementFromPoint(left + width / 2, top + height / 2);
    const said = one.closest('[role=log]');
    return said ? hit?.closest('[role=log]') !== said : hit?.closest('[role=log]');
  });
  return under.map((one) => one.getAttribute('aria-label') ?? one.textContent ?? one.tagName);
}
