import { expect, test } from '@playwright/test';
import { openPage } from './support/app.ts';

test('the sample pictures are scored by both columns, with intervals and against chance', async ({
  page,
}) => {
  await openPage(page);
  await page.getByRole('button', { name: 'Evaluate' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Run the sample pictures' }).click();
  await expect(dialog).toContainText(/(\d+) of \1 pictures/, { timeout: 120_000 });
  const top1 = dialog.getByRole('row', { name: /Top-1/ });
  await expect(top1.getByRole('cell')).toHaveCount(2);
  await expect(top1.getByRole('cell').first()).toContainText(/\d.* – .*%.*Chance/s);
  await expect(top1.getByRole('cell').first()).not.toContainText('guessing');
  // Chance is one in 110. A random text tower is right now and then, but not in one of ten.
  const random = await top1.getByRole('cell').last().innerText();
  expect(random).toMatch(/^\d+(\.\d+)?%.*Chance 0\.9%/s);
  expect(Number.parseFloat(random)).toBeLessThan(10);
  await expect(dialog.getByText(/McNemar’s test: p </)).toBeVisible();
});
