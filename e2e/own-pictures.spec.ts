import { expect, test } from '@playwright/test';
import { addLabel, openPage, ready, row } from './support/app.ts';
import { dropFiles, png } from './support/pictures.ts';

test('what is in a picture of one’s own is guessed, said, typed or dragged; it counts, is evaluated, and can be taken back', async ({
  page,
}) => {
  await openPage(page);
  const scores = page.getByRole('region', { name: /^Column 1/ });
  const mine = ['my turtle.png', 'IMG_2041.png', 'camera roll 3.png'];
  await dropFiles(page, [
    png('my turtle.png', [30, 160, 60]),
    png('IMG_2041.png', [200, 60, 20]),
    png('camera roll 3.png', [40, 40, 220]),
  ]);
  await ready(page);
  await expect(scores).toContainText('8 of 8');

  // The file's name suggests, and only the visitor says; a camera's numbers suggest nothing.
  const turtle = row(page, mine[0] ?? '');
  await expect(row(page, mine[1] ?? '').getByRole('button', { name: /^Yes/ })).toHaveCount(0);
  await turtle.getByRole('button', { name: 'Yes, my turtle.png is a turtle' }).click();
  await expect(scores).toContainText(/[89] of 9/);

  // By keyboard, as what is no label yet.
  const second = row(page, mine[1] ?? '');
  await second.getByRole('button', { name: 'What is in IMG_2041.png' }).press('Enter');
  await expect(page.getByRole('textbox', { name: 'This is a' })).toBeFocused();
  await page.keyboard.type('orange lamp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Edit orange lamp' })).toBeVisible();
  await ready(page);
  await expect(scores).toContainText(/ of 10/);

  // By dragging onto a label.
  const third = row(page, mine[2] ?? '');
  const house = page.getByRole('button', { name: 'Edit house' });
  await third.getByText(mine[2] ?? '', { exact: true }).dragTo(house);
  await expect(third.getByRole('button', { name: 'camera roll 3.png is a house' })).toBeVisible();
  await expect(scores).toContainText(/ of 11/);
  await expect(third.getByText('example of')).toHaveCount(0);

  await page.getByRole('button', { name: 'Evaluate', exact: true }).click();
  await page.getByRole('button', { name: 'Evaluate these pictures (11)' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('table').first()).toContainText('Pictures1111');
  await page.keyboard.press('Escape');

  const undo = page.getByRole('toolbar', { name: 'Page' }).getByRole('button', { name: 'Undo' });
  await undo.click();
  await expect(scores).toContainText(/ of 10/);
  await undo.click();
  await expect(page.getByRole('button', { name: 'Edit orange lamp' })).toHaveCount(0);
  await expect(scores).toContainText(/ of 9/);

  // Said and loaded again at once: nothing of it is lost, the label that it brought included.
  await second.getByRole('button', { name: 'What is in IMG_2041.png' }).press('Enter');
  await page.getByRole('textbox', { name: 'This is a' }).fill('orange lamp');
  await page.keyboard.press('Enter');
  await page.reload();
  await ready(page);
  await expect(page.getByRole('button', { name: 'Edit orange lamp' })).toBeVisible();
  await expect(scores).toContainText(/ of 10/);
});

test.describe(() => {
  test.use({ locale: 'zh-CN' });

  test('a Chinese visitor has Chinese labels from the first bars on, and each language works in both', async ({
    page,
  }) => {
    const winner = (name: string) =>
      row(page, name).getByRole('list').first().getByRole('meter').first();
    await page.goto('./');
    // Computed beforehand: there before a model is.
    await expect(winner('乌龟')).toHaveAccessibleName('乌龟');
    await expect(page.getByRole('status').first()).toContainText('就绪', { timeout: 90_000 });
    await expect(page.getByRole('region', { name: /^第 1 列/ })).toContainText('8/8');
    await page.getByRole('textbox', { name: '新标签' }).fill('teapot');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'English' }).click();
    // Words of the visitor's own stay as they are.
    await expect(winner('turtle')).toHaveAccessibleName('乌龟');
    await page.getByRole('button', { name: 'Remove teapot', exact: true }).first().click();
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByRole('button', { name: 'English' }).click();
    await ready(page);
    await expect(winner('turtle')).toHaveAccessibleName('turtle');
    await expect(page.getByRole('region', { name: /^Column 1/ })).toContainText('8 of 8');
    await addLabel(page, '茶壶');
    await ready(page);
    await expect(page.getByRole('region', { name: /^Column 1/ })).toContainText('8 of 8');
  });
});
