import { readFileSync } from 'node:fs';
import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessibleInBoth } from './support/accessible.ts';
import { bars, openPage, openPanel, ready } from './support/app.ts';
import { expectMarksInForcedColours, inForcedColours } from './support/forced-colours.ts';
import { expectMapsSlide, expectWhole, present } from './support/presenter.ts';
import { readQr } from './support/read-qr.ts';

/** Which slide is on show, as the controls say it. */
const place = (presenter: Locator) => presenter.getByText(/^\d+ of 13$/).first();

test('arrows change the picture, R rolls the random column alone, the room votes by typing, and nothing bars the way in light or dark', async ({
  page,
}) => {
  const presenter = await present(page);
  await test.step('arrows and R', () => turnPages(page, presenter));
  // It opens where it was left.
  await page.keyboard.press('p');
  await page.keyboard.press('Home');
  await test.step('no accessibility faults before the vote, in it and after it, nor in the help', () =>
    expectNoFaults(page, presenter));
  await page.keyboard.press('p');
  await test.step('votes stand beside the bars after the reveal', () => vote(page, presenter));
});

async function turnPages(page: Page, presenter: Locator): Promise<void> {
  const complete = presenter.getByRole('list', { name: 'Complete' });
  const random = presenter.getByRole('list', { name: 'Vision-only' });
  const [before, old] = [await bars(complete), await bars(random)];
  await page.keyboard.press('r');
  await expect(presenter.getByRole('region', { name: /^Column 2/ })).toContainText('seed 1');
  await ready(page);
  await expect.poll(() => bars(random)).not.toEqual(old);
  expect(await bars(complete)).toEqual(before);

  const name = () => presenter.getByAltText(/./).getAttribute('alt');
  const first = await name();
  await expect(place(presenter)).toHaveText(/^1 of/);
  await page.keyboard.press('ArrowRight');
  await expect(place(presenter)).toHaveText(/^2 of/);
  expect(await name()).not.toBe(first);
  await page.keyboard.press('Shift+ArrowRight');
  await expect(place(presenter)).toHaveText(/^2 of/);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('PageUp');
  await expect(place(presenter)).toHaveText(/^(\d+) of \1$/);
  await page.keyboard.press('Escape');
  await expect(presenter).toBeHidden();
  await expect(page.getByRole('button', { name: 'Presenter view', exact: true })).toBeFocused();
}

async function vote(page: Page, presenter: Locator): Promise<void> {
  await page.keyboard.press('Space');
  await expect(presenter.getByRole('heading', { name: 'What do you say?' })).toBeVisible();
  await expect(presenter.getByRole('meter')).toHaveCount(0);
  const fields = presenter.getByRole('spinbutton');
  await expect(fields).toHaveCount(8);
  await fields.first().fill('14');
  await fields.first().press('Enter');
  await expect(fields.nth(1)).toBeFocused();
  await page.keyboard.type('9');
  await fields.first().fill('11');
  await fields.first().press('Escape');
  // Number keys and large targets are a vote more each, and the last one can be taken back.
  await page.keyboard.press('1');
  await page.keyboard.press('3');
  await presenter.getByRole('button', { name: 'One more for turtle' }).click();
  await page.keyboard.press('Backspace');
  await expect(fields.nth(1)).toHaveValue('9');
  await page.keyboard.press('Backspace');
  await expect(fields.nth(2)).toHaveValue('');
  // A focused button must not be pressed by the key that reveals.
  await presenter.getByRole('button', { name: 'Next slide' }).focus();
  await page.keyboard.press('Space');
  await expect(place(presenter)).toHaveText(/^1 of/);
  const room = presenter.getByRole('region', { name: 'The room says' });
  await expect(room.getByRole('listitem')).toHaveText([/12$/, /9$/]);
  expect(await presenter.getByRole('meter').count()).toBeGreaterThan(2);

  await page.keyboard.press('ArrowRight');
  await expect(room).toBeHidden();
  await page.keyboard.press('ArrowLeft');
  await expect(room).toBeVisible();
  await page.keyboard.press('Space');
  await expect(fields.first()).toHaveValue('12');
}

test('from the last row: everything is large, long and whole on the usual projectors, with two columns and with four', async ({
  page,
}) => {
  const presenter = await present(page);
  await expect(page.getByRole('banner')).toHaveCount(0);
  await test.step('two columns', async () => {
    const [large, ...smaller] = await expectWhole(page);
    expect(large?.label).toBeGreaterThanOrEqual(32);
    for (const { bars: widths } of [large, ...smaller].filter((one) => one !== undefined))
      for (const width of widths) expect(width).toBeGreaterThanOrEqual(0.45);
    await expect(presenter.getByRole('region', { name: /^Column 2/ })).toContainText(/[0-3] of 8/);
  });
  await test.step('the question and the room', async () => {
    await page.keyboard.press('Space');
    await expectWhole(page);
    await page.keyboard.press('1');
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await expect(presenter.getByRole('region', { name: 'The room says' })).toBeVisible();
    const [large] = await expectWhole(page);
    expect(large?.label).toBeGreaterThanOrEqual(32);
  });
  await test.step('other slides', async () => {
    await presenter.getByRole('button', { name: 'Slides' }).click();
    await page.getByRole('button', { name: 'What is called what' }).click();
    await expect(presenter.getByRole('img', { name: '8 of 8 on the diagonal' })).toBeVisible();
    await expect(presenter.getByRole('img', { name: /[4-8] of 8 are called/ })).toBeVisible();
    await expectWhole(page);
    await page.keyboard.press('ArrowLeft');
    // The ladder's headline, as its first and last number and all between are read.
    const numbers = async () => {
      const rungs = await presenter.getByRole('listitem').getByRole('img').all();
      const said = await Promise.all(rungs.map((rung) => rung.getAttribute('aria-label')));
      return said.map((text) => Number(/(\d+) of 8/.exec(text ?? '')?.[1]));
    };
    await expect.poll(numbers, { timeout: 120_000 }).toHaveLength(6);
    const rungs = await numbers();
    expect(rungs.slice(0, 3)).toEqual([8, 8, 8]);
    // Without its text tower it guesses among eight: more than three are right once in ninety times.
    for (const guessed of rungs.slice(3)) expect(guessed).toBeLessThanOrEqual(3);
    await expect(presenter.getByText(/^Other activation: no winner changes/)).toBeVisible();
    await expectWhole(page);
    await expectAccessibleInBoth(page);
    await expectMarksInForcedColours(page);
    await page.keyboard.press('ArrowRight');
    await expectAccessibleInBoth(page);
    await expectMarksInForcedColours(page);
    await page.keyboard.press('ArrowRight');
    await expectMapsSlide(page, presenter);
    await page.keyboard.press('ArrowRight');
    await expect(presenter.getByRole('heading', { name: /^Page 1:/ })).toBeVisible();
    await expectWhole(page);
    await expectAccessibleInBoth(page);
  });
  await test.step('four columns', async () => {
    await page.keyboard.press('Escape');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Add a column' }).click();
    await page.getByRole('button', { name: 'Add a column' }).click();
    await ready(page);
    await page.keyboard.press('p');
    await page.keyboard.press('Home');
    await expect(presenter.getByRole('meter')).toHaveCount(12);
    for (const { bars: widths } of await expectWhole(page)) {
      const winners = widths.filter((_, at) => at % 3 === 0);
      expect(winners.reduce((sum, width) => sum + width, 0)).toBeGreaterThanOrEqual(0.45);
    }
    const tops = await presenter
      .getByRole('region', { name: /^Column/ })
      .evaluateAll((heads) => heads.map((head) => head.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
    await page.keyboard.press('End');
    await expectWhole(page);
  });
});

test('phones vote by a QR code, offline, and their codes and files are counted, each phone once', async ({
  page,
  browser,
}) => {
  const presenter = await present(page);
  await page.keyboard.press('Space');
  await page.keyboard.press('End');
  const link = await readQr(presenter.getByRole('img', { name: 'QR code that opens the ballot' }));
  expect(link).not.toContain('.webp');
  await expectWhole(page);

  const phone = await browser.newContext({
    viewport: { width: 360, height: 640 },
    hasTouch: true,
    isMobile: true,
    serviceWorkers: 'block',
    acceptDownloads: true,
  });
  const ballot = await phone.newPage();
  const fetched: string[] = [];
  ballot.on('request', (request) => fetched.push(request.url()));
  await ballot.goto(link);
  await expect(ballot.getByRole('heading', { name: 'Picture 1' })).toBeVisible();
  await phone.setOffline(true);
  for (const label of ['strawberry', 'turtle', 'strawberry'])
    await ballot.getByRole('button', { name: label, exact: true }).tap();
  await expect(ballot.getByText('3 of 8 answered')).toBeVisible();
  await expectAccessibleInBoth(ballot);
  const right = await ballot.evaluate(() => document.documentElement.scrollWidth);
  expect(right).toBeLessThanOrEqual(360);
  // No model and no picture crosses the network for a vote.
  expect(fetched.filter((url) => /models|samples|worker/.test(url))).toEqual([]);
  const code = async () => (await ballot.locator('code').textContent()) ?? '';
  const first = await code();
  // What is chosen anew replaces what was said before.
  await ballot.getByRole('button', { name: /^Picture 1: strawberry/ }).tap();
  await ballot.getByRole('button', { name: 'tiger', exact: true }).tap();
  const second = await code();
  expect(second).not.toBe(first);
  const [download] = await Promise.all([
    ballot.waitForEvent('download'),
    ballot.getByRole('button', { name: 'Save as a file' }).tap(),
  ]);
  const saved = readFileSync(await download.path(), 'utf8');
  expect(saved.trim()).toBe(second);

  const other = await browser.newContext({ serviceWorkers: 'block' });
  const neighbour = await other.newPage();
  await neighbour.goto(link);
  await neighbour.getByRole('button', { name: 'strawberry', exact: true }).click();
  const third = (await neighbour.locator('code').textContent()) ?? '';
  await phone.setOffline(false);
  await ballot.reload();
  expect(await code()).toBe(second);

  const codes = presenter.getByRole('textbox', { name: 'Codes of the room, one a line' });
  const typo = third.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
  await codes.fill(`${first}\n${third.toLowerCase().replaceAll('-', ' ')}\n${typo}\nhello\n`);
  await presenter.getByRole('button', { name: 'Count them' }).click();
  await expect(presenter.getByText('2 phones counted')).toBeVisible();
  await expect(presenter.getByRole('alert')).toContainText('a sign is wrong or missing');
  await expect(presenter.getByRole('alert')).toContainText('“hello” is not a code of this page');
  await expectAccessibleInBoth(page);
  // A camera reads the code in a contrast theme too.
  await inForcedColours(page, async () => {
    const code = presenter.getByRole('img', { name: 'QR code that opens the ballot' });
    expect(await readQr(code)).toBe(link);
  });
  await presenter.getByLabel('Choose files').setInputFiles([
    { name: 'again.txt', mimeType: 'text/plain', buffer: Buffer.from(saved) },
    { name: 'turtle.txt', mimeType: 'text/plain', buffer: Buffer.from([0xff, 0, 1, 2]) },
  ]);
  await expect(presenter.getByRole('alert')).toHaveText(
    'The file “turtle.txt” holds no codes. Choose one that a phone saved.',
  );
  await expect(presenter.getByText('2 phones counted')).toBeVisible();

  await page.keyboard.press('Home');
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  await presenter.getByRole('button', { name: 'Reveal' }).click();
  const room = presenter.getByRole('region', { name: 'The room says' });
  await expect(room.getByRole('listitem')).toHaveText([/strawberry1$/, /tiger1$/]);
  // Another ballot's answers are told from this one's.
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Remove camera' }).first().click();
  await page.keyboard.press('p');
  await page.keyboard.press('End');
  await codes.fill(third);
  await presenter.getByRole('button', { name: 'Count them' }).click();
  await expect(presenter.getByRole('alert')).toContainText('answers other labels or pictures');

  await ballot.goto(`${link.replace(/#.*/s, '')}#vote=ZZZZ&pictures=1e9`);
  await expect(ballot.getByRole('alert')).toContainText('This link holds no ballot');
  await phone.close();
  await other.close();
});

/** Without pictures the presenter says so. */
async function presentNothing(page: Page): Promise<void> {
  const more = await openPanel(page, 'More about pictures');
  await more.getByRole('button', { name: 'Remove all pictures' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('p');
  const presenter = page.getByRole('main', { name: 'Presenter view' });
  await expect(presenter).toContainText('No pictures.');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await expect(presenter).not.toContainText('NaN');
  await page.keyboard.press('p');
  await expect(presenter).toBeHidden();
}

test('single keys help and cover on the page, are letters in a field, and present pictures where there are any', async ({
  page,
}) => {
  await openPage(page);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help).toBeVisible();
  await page.keyboard.press('p');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(page.getByRole('main', { name: 'Presenter view' })).toHaveCount(0);

  await page.keyboard.press('l');
  const field = page.getByRole('textbox', { name: 'New label' });
  await expect(field).toBeFocused();
  await page.keyboard.type('lpg? r');
  await expect(field).toHaveValue('lpg? r');
  await field.press('Enter');
  await expect(page.getByRole('meter', { name: 'lpg? r' }).first()).toBeAttached();
  await field.blur();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('button', { name: 'Remove lpg? r' })).toHaveCount(0);

  // G covers the bars of the list; each picture is revealed on its own.
  await expect(page.getByRole('meter').first()).toBeVisible();
  await page.keyboard.press('g');
  await expect(page.getByRole('meter')).toHaveCount(0);
  const first = page.getByRole('article').first();
  await first.getByRole('button', { name: /^Reveal the bars/ }).click();
  await expect(first.getByRole('meter').first()).toBeVisible();
  await expect(page.getByRole('article').nth(1).getByRole('meter')).toHaveCount(0);
  await page.keyboard.press('g');
  await expect(page.getByRole('article').nth(1).getByRole('meter').first()).toBeVisible();
  await test.step('without pictures', () => presentNothing(page));
});

async function expectNoFaults(page: Page, presenter: Locator): Promise<void> {
  await expectAccessibleInBoth(page);
  await page.keyboard.press('Space');
  await expect(presenter.getByRole('spinbutton').first()).toBeVisible();
  await presenter.getByRole('spinbutton').first().fill('3');
  await expectAccessibleInBoth(page);
  await presenter.getByRole('button', { name: 'Reveal' }).click();
  await expect(presenter.getByRole('region', { name: 'The room says' })).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.keyboard.press('Escape');
  await expect(presenter).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await expectAccessibleInBoth(page);
  await page.keyboard.press('Escape');
}
