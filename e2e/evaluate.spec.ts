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
  await expect(top1.getByRole('cell').last()).toContainText('Cannot be told from guessing');
  await expect(dialog.getByText(/McNemar’s test: p </)).toBeVisible();
});
