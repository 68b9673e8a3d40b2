import { expect, test, type Locator } from '@playwright/test';
import { openPage, pressInMenu } from './support/app.ts';

const NAME = 'Where pictures and words lie';

/** The centre of a point's button in the page. */
async function centre(point: Locator): Promise<{ x: number; y: number }> {
  const box = await point.boundingBox();
  if (!box) throw new Error('The point is nowhere.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Mean distance in pixels of pictures from the words of their names. */
async function meanDistance(points: Locator): Promise<number> {
  const names = ['camera', 'bicycle', 'house', 'tiger', 'cactus'];
  let sum = 0;
  for (const name of names) {
    const [picture, word] = [
      await centre(points.getByRole('button', { name: `Picture: ${name}` })),
      await centre(points.getByRole('button', { name: `Word: ${name}` })),
    ];
    sum += Math.hypot(picture.x - word.x, picture.y - word.y);
  }
  return sum / names.length;
}

const figure = (column: Locator, name: string): Promise<number> =>
  column
    .getByRole('row', { name: new RegExp(`^${name}`) })
    .getByRole('cell')
    .innerText()
    .then(Number);

test('the two spaces: words of the trained column lie by their pictures, those of the other one in a cone; closing the gap costs', async ({
  page,
}) => {
  test.setTimeout(240_000);
  await openPage(page);
  await pressInMenu(page, NAME);
  const dialog = page.getByRole('dialog', { name: NAME });
  const [first, second] = [
    dialog.getByRole('region', { name: /Column 1/ }),
    dialog.getByRole('region', { name: /Column 2/ }),
  ];
  const points = (column: Locator) => column.getByRole('toolbar');
  await expect(points(second).getByRole('button')).toHaveCount(16, { timeout: 60_000 });

  await test.step('figures', async () => {
    expect(await figure(second, 'Gap')).toBeGreaterThan(await figure(first, 'Gap'));
    expect(await figure(first, 'Picture and its own word')).toBeGreaterThan(
      (await figure(first, 'Picture and another word')) + 0.1,
    );
    expect(await figure(second, 'Word and word')).toBeGreaterThan(0.8);
    await expect(first).toContainText('right answers 8 of 8, 100.0%');
  });

  await test.step('the slider moves pictures towards the words, and tells what it costs', async () => {
    const slider = dialog.getByRole('slider', { name: 'Close the gap' });
    const camera = points(second).getByRole('button', { name: 'Picture: camera' });
    const before = await centre(camera);
    const loss = async (): Promise<string> =>
      (await second.getByText(/^Loss/).innerText()).replace(/^Loss ([\d.]+).*/s, '$1');
    const open = await loss();
    await slider.focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press('ArrowRight');
    await expect(dialog.getByText('25% closed').first()).toBeVisible();
    await expect(second.getByText(/^Loss/)).toContainText(`(was ${open})`);
    expect((await centre(camera)).x).toBeLessThan(before.x - 20);
    await expect(dialog).toContainText('The gap is not the fault');
    await slider.press('Home');
    expect(await loss()).toBe(open);
  });

  await test.step('centred, pairs join in the trained column only', async () => {
    await dialog.getByRole('radio', { name: 'Centred' }).check();
    await expect(dialog.getByRole('slider')).toHaveCount(0);
    expect(await meanDistance(points(first))).toBeLessThan(
      0.6 * (await meanDistance(points(second))),
    );
  });

  await test.step('points are walked through by keyboard, read out, and opened', async () => {
    await points(first).getByRole('button').first().focus();
    await page.keyboard.press('End');
    await expect(points(first).getByRole('button').last()).toBeFocused();
    const tiger = points(first).getByRole('button', { name: 'Picture: tiger' });
    for (let press = 0; press < 16; press++) {
      if (await tiger.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('ArrowLeft');
    }
    await expect(tiger).toBeFocused();
    await expect(first).toContainText(
      'Picture: tiger. Its word: tiger. The nearest word in this column: tiger.',
    );
    await expect(second).toContainText(/Picture: tiger\. Its word: tiger\. The nearest word/);
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('dialog', { name: 'tiger' }).getByRole('meter').first(),
    ).toBeVisible();
  });
});
