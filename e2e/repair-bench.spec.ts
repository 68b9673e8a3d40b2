import { expect, test } from '@playwright/test';
import { openPage, ready } from './support/app.ts';

test('a vision-only column is repaired by training: watched, paused, gone on with, and taken back', async ({
  page,
}) => {
  await openPage(page);
  const broken = page.getByRole('region', { name: 'Column 2: Vision-only' });
  const repaired = page.getByRole('region', { name: 'Column 2: Repaired' });
  await broken.getByRole('button', { name: 'Repair' }).click();
  const bench = page.getByRole('dialog').getByRole('region', { name: 'Train it here' });
  await expect(bench).toContainText('Left to chance in this column: text tower, text proj.');
  await bench.getByRole('radio', { name: 'None' }).check();
  await bench.getByRole('spinbutton', { name: 'Steps' }).fill('25');
  await bench.getByRole('radio', { name: /^Pictures here/ }).check();
  await bench.getByRole('button', { name: 'Start: Train the text tower' }).click();
  const training = page.getByRole('region', { name: 'Training of column 2' });
  await expect(training).toContainText(/Step [1-9]\d* of 25/, { timeout: 60_000 });
  await training.getByRole('button', { name: 'Pause' }).click();
  await expect(training).toContainText(/Paused at step \d+ of 25/);
  await training.getByRole('button', { name: 'Go on' }).click();
  await expect(training).toContainText('No name was kept apart', { timeout: 60_000 });
  const sentence = (await training.getByRole('status').textContent()) ?? '';
  const [, right, of] = /(\d+) of (\d+) right of what it was taught/.exec(sentence) ?? [];
  expect(Number(of)).toBeGreaterThan(3);
  expect(right).toBe(of);
  await expect(repaired).toContainText('text: trained here');
  await ready(page);
  // Every picture is named right by the bars of the page as well, where its name is among the labels.
  await expect(page).toHaveURL(/trained%3Dtext-tower\.page\.all\.0\.25/);
  await repaired.getByRole('button', { name: 'More about column 2' }).click();
  await page.getByRole('button', { name: 'Report' }).click();
  await expect(page.getByRole('dialog')).toContainText('Repaired here: text tower, text proj.');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await training.getByRole('button', { name: 'Undo' }).click();
  await expect(broken).toContainText('text: random');
  await expect(training).toHaveCount(0);

  // Behind a random text tower one matrix can only memorise.
  await broken.getByRole('button', { name: 'Repair' }).click();
  await bench.getByRole('button', { name: 'Start: Refit the text projection' }).click();
  await expect(training).toContainText('It knows only the words it was taught', {
    timeout: 60_000,
  });
});

test('real photographs: what is right of test pictures rises from chance, and a reload breaks nothing', async ({
  page,
}) => {
  await openPage(page);
  const broken = page.getByRole('region', { name: 'Column 2: Vision-only' });
  await broken.getByRole('button', { name: 'Repair' }).click();
  const bench = page.getByRole('dialog').getByRole('region', { name: 'Train it here' });
  await bench.getByRole('radio', { name: /^CIFAR-10/ }).check();
  await bench.getByRole('radio', { name: 'None' }).check();
  await bench.getByRole('spinbutton', { name: 'Steps' }).fill('30');
  await bench.getByRole('button', { name: 'Start: Train the text tower' }).click();
  const training = page.getByRole('region', { name: 'Training of column 2' });
  await expect(training).toContainText(/Step (?:[6-9]|[12]\d) of 30/, { timeout: 90_000 });
  const curve = training.getByRole('figure');
  const share = async (pattern: RegExp): Promise<number> =>
    Number(pattern.exec((await curve.textContent()) ?? '')?.[1] ?? Number.NaN);
  expect(await share(/from ([\d.]+)/)).toBeLessThan(25);
  await training.getByRole('button', { name: 'Pause' }).click();
  await expect(training).toContainText(/Paused at step \d+ of 30/);

  // What was learned so far lies in the browser.
  await page.reload();
  await ready(page);
  await broken.getByRole('button', { name: 'Repair' }).click();
  await expect(bench).toContainText(/A training of this column was left at step \d+ of 30/);
  await bench.getByRole('button', { name: 'Go on' }).click();
  await expect(training).toContainText('No name was kept apart', { timeout: 90_000 });
  await expect(curve).toContainText(/complete column \d/);
  expect(await share(/chance ([\d.]+)/)).toBe(10);
  const [last, complete] = [await share(/to ([\d.]+)/), await share(/complete column ([\d.]+)/)];
  expect(complete).toBeGreaterThan(75);
  expect(last).toBeGreaterThan(complete - 20);
});
