import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  expect,
  test,
  type Download,
  type Locator,
  type Page,
  type Worker,
} from '@playwright/test';
import { expectAccessible } from './support/accessible.ts';
import { openPage } from './support/app.ts';
import { CIRCLE_SHARES, circleProducts, circleVectors } from './support/circle-vectors.ts';
import { goldenPath } from './support/golden.ts';

const TABS = [
  'Figures',
  'Labels used',
  'Classes',
  'Confusion',
  'Mistakes',
  'Calibration',
  'Spaces',
  'Files',
];

/** What needs the pictures or vectors of the run, which its file does not hold, or names files. */
const BEYOND_THE_RUN: ReadonlySet<string> = new Set(['Files', 'Mistakes', 'Spaces']);

/** Where a reference file of this project lies. */
function golden(file: string): string {
  const url = goldenPath(file);
  if (!url) throw new Error(`The reference file ${file} is not at hand.`);
  return fileURLToPath(url);
}

/** The sample pictures scored by both columns, and the dialog that shows it. */
async function evaluated(page: Page): Promise<Locator> {
  await openPage(page);
  await page.getByRole('button', { name: 'Evaluate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Run the sample pictures' }).click();
  await expect(dialog).toContainText(/(\d+) of \1 pictures/, { timeout: 120_000 });
  return dialog;
}

/** Text of every tab that is computed from the run. */
async function textOfTabs(dialog: Locator): Promise<string[]> {
  const texts: string[] = [];
  for (const name of TABS.filter((tab) => !BEYOND_THE_RUN.has(tab))) {
    await dialog.getByRole('tab', { name }).click();
    texts.push(await dialog.getByRole('tabpanel').innerText());
  }
  return texts;
}

async function saved(page: Page, press: () => Promise<void>): Promise<string> {
  const waiting: Promise<Download> = page.waitForEvent('download');
  await press();
  return (await waiting).path();
}

test('the sample pictures scored by both columns: figures against chance, tabs by keyboard, and files that bring them back', async ({
  page,
}) => {
  const dialog = await evaluated(page);
  await test.step('figures, with intervals and against chance', () => expectFigures(dialog));
  await test.step('the results are walked through with the keyboard, and nothing bars the way in light or dark', () =>
    walkThrough(page, dialog));
  await test.step('a saved run, saved vectors, a tally and shards, opened, show the same results', () =>
    saveAndOpen(page, dialog));
  await test.step('much comparing has a thread of its own, whose end is said and ends nothing else', () =>
    compareInThread(page, dialog));
});

async function expectFigures(dialog: Locator): Promise<void> {
  const top1 = dialog.getByRole('row', { name: /Top-1/ });
  await expect(top1.getByRole('cell')).toHaveCount(2);
  await expect(top1.getByRole('cell').first()).toContainText(/\d.* – .*%.*Chance/s);
  await expect(top1.getByRole('cell').first()).not.toContainText('guessing');
  // Chance is one in 110. A random text tower is right now and then, but not in one of ten.
  const random = await top1.getByRole('cell').last().innerText();
  expect(random).toMatch(/^\d+(\.\d+)?%.*Chance 0\.9%/s);
  expect(Number.parseFloat(random)).toBeLessThan(10);
  await expect(dialog.getByText(/McNemar’s test: p </)).toBeVisible();
}

async function walkThrough(page: Page, dialog: Locator): Promise<void> {
  const panel = dialog.getByRole('tabpanel');
  await dialog.getByRole('tab', { name: 'Figures' }).focus();
  const next = () => page.keyboard.press('ArrowRight');
  const top1 = panel.getByRole('row', { name: /^Top-1/ }).getByRole('cell');
  await expect(top1.last()).toContainText('Chance 0.9%');
  await expectAccessible(page);

  await next();
  await expect(panel.getByRole('region', { name: /Column 2/ })).toContainText(
    /^Column 2: Vision-only.*\d+ labels? takes? half of the pictures/s,
  );
  await expectAccessible(page);

  await next();
  await expect(panel.getByRole('table', { name: 'Worst classes' })).toHaveCount(2);
  await expectAccessible(page);

  await next();
  const column = panel.getByRole('region', { name: 'Column 2: Vision-only' });
  const cells = column.getByRole('application');
  await cells.focus();
  for (const key of ['+', '+', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await expect(column.getByRole('status')).toContainText(/predicted as .*of the row/);
  await column
    .getByRole('button', { name: /pictures? of .* taken for/ })
    .first()
    .press('Enter');
  const picture = column.getByRole('listitem').locator('img');
  await expect
    .poll(() => picture.first().evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
  await expectAccessible(page);

  await dialog.getByRole('tab', { name: 'Confusion' }).focus();
  await next();
  await expect(panel.getByRole('listitem').locator('img').first()).toBeVisible();
  await expectAccessible(page);
  await next();
  await expect(panel.getByRole('img', { name: /sure from .* right/ })).toHaveCount(2);
  await expectAccessible(page);
  await next();
  const points = panel.getByRole('toolbar', { name: 'Points of column 2' });
  await points
    .getByRole('button', { name: /^Picture: / })
    .first()
    .focus();
  await expect(panel.getByRole('region', { name: /Column 2/ })).toContainText(
    /Picture: .+\. Its word: .+\. The nearest word in this column: .+\./,
  );
  await expectAccessible(page);
  await dialog.getByRole('tab', { name: 'Spaces' }).focus();
  await next();
  await expect(panel).toContainText('python benchmark.py 2');
  await expectAccessible(page);

  await page.emulateMedia({ colorScheme: 'dark' });
  for (const name of TABS) {
    await dialog.getByRole('tab', { name }).click();
    await expectAccessible(page);
  }
}

async function saveAndOpen(page: Page, dialog: Locator): Promise<void> {
  const before = await textOfTabs(dialog);
  await dialog.getByRole('tab', { name: 'Figures' }).click();
  const top1 = dialog.getByRole('row', { name: /^Top-1/ }).getByRole('cell');
  const figures = await top1.allInnerTexts();
  const picture = await saved(page, () =>
    dialog.getByRole('button', { name: /^Save as PNG/ }).click(),
  );
  expect(readFileSync(picture).subarray(1, 4).toString()).toBe('PNG');
  await dialog.getByRole('tab', { name: 'Files' }).click();
  const run = await saved(page, () => dialog.getByRole('button', { name: 'Run as JSON' }).click());
  const vectors = await saved(page, () =>
    dialog.getByRole('button', { name: /Column 2.*safetensors/ }).click(),
  );

  await dialog.getByRole('radio', { name: 'Set up' }).check();
  await dialog.getByText('Open a run, or vectors from elsewhere').click();
  const field = dialog.getByLabel('Open a run file');
  const json = readFileSync(run, 'utf8');
  await field.setInputFiles({
    name: 'other.json',
    mimeType: 'application/json',
    buffer: Buffer.from(json.replace('"version": 1', '"version": 7')),
  });
  await expect(dialog.getByRole('alert')).toContainText('layout version 7');
  await field.setInputFiles(run);
  await expect(dialog.getByRole('button', { name: 'Close this file' })).toBeVisible();
  expect(await textOfTabs(dialog)).toEqual(before);
  await dialog.getByRole('button', { name: 'Close this file' }).click();

  await dialog.getByText('Open a run, or vectors from elsewhere').click();
  await dialog.getByLabel('Vectors of pictures, or a file of both').setInputFiles({
    name: 'vectors.safetensors',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(vectors),
  });
  await dialog.getByRole('button', { name: 'Score the vectors' }).click();
  await expect(dialog.getByRole('button', { name: 'Close this file' })).toBeVisible();
  expect(await top1.allInnerTexts()).toEqual(figures.slice(1));
  await dialog.getByRole('button', { name: 'Close this file' }).click();

  // Shards that others computed, in the names and types of clip-retrieval, and the tally that score.py folded of them.
  await dialog.getByText('Open a run, or vectors from elsewhere').click();
  const shards = dialog.getByLabel('Choose shards', { exact: true });
  const names = ['06', '10', '00', '02', '03', '04', '05', '07', '08', '09'];
  const pathsOf = (all: readonly string[]) =>
    all.map((name) => golden(`tally/img_emb_${name}.npy`));
  await shards.setInputFiles(pathsOf(names));
  await expect(dialog.getByRole('status').filter({ hasText: '10 files chosen' })).toBeVisible();
  await dialog
    .getByLabel('Vectors of classes, where not the page’s labels')
    .setInputFiles([golden('tally/classes.npy'), golden('tally/classes.txt')]);
  await dialog
    .getByLabel('Labels of the pictures, if known: labels_N.txt, or one list')
    .setInputFiles(Array.from({ length: 11 }, (_, n) => golden(`tally/labels_${n}.txt`)));
  await dialog.getByLabel('Logit scale of these vectors').fill('20');
  const score = dialog.getByRole('button', { name: 'Score the shards' });
  await score.click();
  await expect(dialog.getByRole('alert')).toContainText('Shard 1 is missing');
  await shards.setInputFiles(pathsOf([...names, '01']));
  await score.click();
  await expect(dialog.getByRole('button', { name: 'Close this file' })).toBeVisible();
  // 22 of 29; score.py says so, too.
  await expect(top1.first()).toContainText('75.9%');
  const own = await textOfTabs(dialog);
  await dialog.getByRole('tab', { name: 'Files' }).click();
  await expect(dialog.getByRole('tabpanel')).toContainText('11 shards');
  await dialog.getByRole('button', { name: 'Close this file' }).click();
  await dialog.getByText('Open a run, or vectors from elsewhere').click();
  await field.setInputFiles(golden('tally/tally.json'));
  await expect(top1.first()).toContainText('75.9%');
  // The tally says what its column holds; everything that is counted is the same.
  const withoutName = (text: string) => text.replaceAll(/Vectors|Vision-only/g, '');
  expect((await textOfTabs(dialog)).map(withoutName)).toEqual(own.map(withoutName));
  for (const name of TABS) {
    await dialog.getByRole('tab', { name }).click();
    const said = ['Figures', 'Mistakes', 'Spaces', 'Files'].includes(name);
    await expect(dialog.getByText('This run is a tally')).toHaveCount(said ? 1 : 0);
    await expectAccessible(page);
  }
  await dialog.getByRole('tab', { name: 'Confusion' }).click();
  await dialog
    .getByRole('button', { name: /pictures? of .* taken for/ })
    .first()
    .click();
  await expect(dialog.getByText('This run is a tally')).toBeVisible();
}

/** Ends a thread as a crash would, when it has its lock: before that only time tells the page that it is gone. */
async function endOnceAlive(thread: Worker): Promise<void> {
  const locks = () =>
    thread.evaluate(() =>
      navigator.locks.request('who is asked', async (lock) => {
        const { held = [] } = await navigator.locks.query();
        const own = held.find(({ name }) => name === lock?.name)?.clientId;
        return held.filter(({ clientId }) => clientId === own).length;
      }),
    );
  await expect.poll(locks).toBe(2);
  await thread.evaluate(() => self.close());
}

async function compareInThread(page: Page, dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: 'Close this file' }).click();
  await dialog.getByText('Open a run, or vectors from elsewhere').click();
  const field = dialog.getByLabel('Vectors of pictures, or a file of both');
  const score = dialog.getByRole('button', { name: 'Score the vectors' });
  const threads = () => page.workers().filter((worker) => worker.url().includes('scoring'));

  // Seconds of work in pieces, so that the end comes in the middle.
  await field.setInputFiles(circleVectors(40_960));
  const begun = page.waitForEvent('worker', (worker) => worker.url().includes('scoring'));
  await score.click();
  await endOnceAlive(await begun);
  await expect(dialog.getByRole('alert')).toContainText(
    'The comparing of pictures with classes ended before it was done. Close other tabs and start once more',
  );

  const pictures = 4096;
  expect(circleProducts(pictures)).toBeGreaterThan(2e8);
  await field.setInputFiles(circleVectors(pictures));
  const again = page.waitForEvent('worker', (worker) => worker.url().includes('scoring'));
  await score.click();
  await again;
  await expect(dialog.getByRole('button', { name: 'Close this file' })).toBeVisible();
  await expect(dialog.getByRole('alert')).toHaveCount(0);
  for (const [name, share] of [
    [/^Top-1/, CIRCLE_SHARES.top1],
    [/^Top-5/, CIRCLE_SHARES.top5],
  ] as const)
    await expect(dialog.getByRole('row', { name }).getByRole('cell').first()).toContainText(
      `${(100 * share).toFixed(2)}%`,
    );
  await expect.poll(() => threads().length).toBe(0);
}
