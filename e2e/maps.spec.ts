import { expect, test, type Locator, type Page } from '@playwright/test';
import { expectAccessible, expectAccessibleInBoth } from './support/accessible.ts';
import { bars, openPage, row } from './support/app.ts';
import { MADE_CONFIG, madeCheckpoint } from './support/made-checkpoint.ts';
import { dropFiles, png } from './support/pictures.ts';

/** What `noteStrokes` has noted. */
declare const strokes: readonly boolean[];

const surface = (dialog: Locator) => dialog.getByRole('application', { name: /to be covered/ });

/** A place of an element, in shares of it. */
async function placeOf(element: Locator, x: number, y: number) {
  const box = await element.boundingBox();
  if (!box) throw new Error('It is not on the page.');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

async function openMaps(page: Page, picture: string): Promise<Locator> {
  const name = `Where in the picture? ${picture}`;
  await row(page, picture).getByRole('button', { name }).click();
  return page.getByRole('dialog', { name });
}

test('what is covered changes the bars of both columns while one draws, and comes back to the digit', async ({
  page,
}) => {
  await openPage(page);
  const before = await bars(row(page, 'turtle'));
  const dialog = await openMaps(page, 'turtle');
  await expect.poll(() => bars(dialog)).toEqual(before);
  const first = dialog.getByRole('list', { name: 'Complete' });
  const turtle = async (): Promise<number> =>
    (await bars(first)).find(({ label }) => label === 'turtle')?.value ?? 0;

  await test.step('by mouse', async () => {
    const from = await placeOf(surface(dialog), 0.05, 0.3);
    const to = await placeOf(surface(dialog), 0.95, 0.95);
    await page.mouse.move(from.x, from.y);
    await page.mouse.down();
    await page.mouse.move(to.x, to.y, { steps: 5 });
    // The bars follow before one lets go.
    await expect.poll(turtle).toBeLessThan(50);
    await page.mouse.up();
    await expect(dialog).toContainText(/Without this part, turtle falls from \d+% to \d+%\./);
    await expectAccessibleInBoth(page);
    await dialog.getByRole('button', { name: 'Undo' }).click();
    await expect(dialog).not.toContainText('Without this part');
    await expect.poll(() => bars(dialog)).toEqual(before);
  });

  await test.step('a slip of the hand covers nothing, and says so', async () => {
    const { x, y } = await placeOf(surface(dialog), 0.5, 0.5);
    await page.mouse.click(x, y);
    await expect(dialog.getByRole('status')).toHaveText(/too small/);
    await expect(dialog.getByRole('button', { name: 'Undo' })).toBeDisabled();
  });

  await test.step('by keys', async () => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await surface(dialog).focus();
    for (let i = 0; i < 9; i++) await page.keyboard.press('ArrowLeft');
    await expect(dialog.getByRole('status')).toHaveText(
      'Frame 25% wide and 25% high, 0% from the left, 38% from above.',
    );
    for (let i = 0; i < 15; i++) await page.keyboard.press('Shift+ArrowRight');
    for (let i = 0; i < 15; i++) await page.keyboard.press('Shift+ArrowDown');
    await expect(dialog.getByRole('status')).toHaveText(
      'Frame 100% wide and 63% high, 0% from the left, 38% from above.',
    );
    await page.keyboard.press('Enter');
    await expect(dialog).toContainText(/Without this part, turtle falls/);
    // A second part, by which all of the picture is covered.
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    const nothingLeft = await bars(dialog);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+z');
    await expect(dialog.getByRole('status')).toHaveText('Taken back. 0 parts are covered.');
    await expect.poll(() => bars(dialog)).toEqual(before);
    expect(nothingLeft).not.toEqual(before);
  });

  await test.step('parts on their own, in both columns on one scale', async () => {
    await dialog.getByRole('tab', { name: 'Parts on their own' }).click();
    const maps = dialog.getByRole('application', { name: /^Maps of turtle/ });
    await expect(maps).toHaveCount(2);
    await expect(dialog.getByRole('img', { name: /^turtle: most at row/ })).toHaveCount(2);
    await expect(dialog.getByRole('region', { name: 'Column 2' })).toContainText('random numbers');
    await dialog.getByRole('radio', { name: '4 × 4' }).check();
    await maps.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const said = maps.first().getByRole('status');
    await expect(said).toHaveText(/^Row 2, column 3: .+ [+−]\d/);
    // What is read out is what stands below the map, in the other column too.
    const best = /: (.+?) ([+−]\d\.\d{3})/.exec((await said.textContent()) ?? '');
    await expect(maps.first()).toContainText(`This part is nearest to: ${best?.[1]} ${best?.[2]}`);
    await expect(maps.last().getByRole('figure')).toContainText(/turtle [+−]\d\.\d{3}/);
    await expectAccessibleInBoth(page);
    await dialog.getByRole('combobox', { name: 'Map of' }).selectOption('all labels');
    await expect(dialog.getByRole('img', { name: /: most at row/ })).toHaveCount(16);
  });

  await test.step('patches, with the size that was used', async () => {
    await dialog.getByRole('tab', { name: 'Patches' }).click();
    await expect(dialog.getByText('Read at 192 × 192 pixels: 6 rows and 6 columns')).toHaveCount(2);
    await dialog.getByRole('radio', { name: '3 × its own' }).check();
    await expect(dialog.getByText('Read at 288 × 288 pixels: 9 rows and 9 columns')).toHaveCount(2);
    await expectAccessibleInBoth(page);
    await dialog.getByRole('button', { name: 'Close' }).click();
    await expect.poll(() => bars(row(page, 'turtle'))).toEqual(before);
  });

  await test.step('with one label there is nothing to tell apart', async () => {
    for (const label of ['strawberry', 'bicycle', 'sailboat', 'tiger', 'cactus', 'house', 'camera'])
      await page
        .getByRole('button', { name: `Remove ${label}`, exact: true })
        .first()
        .click();
    await openMaps(page, 'turtle');
    await expect(dialog).toContainText('Add a second label');
    await expect(dialog.getByRole('tab')).toHaveCount(0);
  });
});

test.describe('on a small phone, in Chinese', () => {
  test.use({
    locale: 'zh-CN',
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });

  test('a finger covers a part; patches of a ViT stand beside those of a ResNet; what cannot be looked into says why', async ({
    page,
  }) => {
    await page.goto('./');
    await expect(page.getByRole('status').first()).toContainText('就绪', { timeout: 90_000 });
    await page.getByRole('button', { name: '在图中哪里？乌龟' }).tap();
    const dialog = page.getByRole('dialog', { name: '在图中哪里？乌龟' });
    const turtle = dialog.getByRole('list', { name: '完整' });

    await test.step('by touch, without the page being moved', async () => {
      const picture = dialog.getByRole('application');
      await expect(turtle.getByRole('listitem').first()).toContainText('乌龟');
      await noteStrokes(page);
      await touch(page, await placeOf(picture, 0.05, 0.3), await placeOf(picture, 0.95, 0.95));
      // It is no gesture: after a quick one the browser would swallow the next press.
      expect(await page.evaluate(() => strokes)).toEqual([true, true]);
      await expect(dialog).toContainText(/没有这部分，乌龟 从 \d+% 降到 \d+%。/);
      await dialog.getByRole('button', { name: '全部揭开' }).tap();
      await expect(turtle.getByRole('listitem').first()).toContainText('乌龟');
      await expect(dialog).not.toContainText('没有这部分');
      await expectNothingWider(dialog);
    });

    await test.step('parts and patches fit beside each other', async () => {
      await dialog.getByRole('tab', { name: '分块单独看' }).tap();
      await expect(dialog.getByRole('img', { name: /^乌龟：最高处/ })).toHaveCount(2);
      await expectNothingWider(dialog);
      await dialog.getByRole('combobox').selectOption('全部标签');
      await expect(dialog.getByRole('img', { name: /最高处/ })).toHaveCount(16);
      await expectNothingWider(dialog);
      await expectAccessible(page);
      await dialog.getByRole('button', { name: '关闭' }).tap();
    });

    await test.step('patches of a ViT beside those of a ResNet, each with the size that was used', async () => {
      await page.getByRole('button', { name: '第 1 列的更多操作' }).tap();
      await page.getByRole('button', { name: '更换', exact: true }).tap();
      await page.getByRole('radio', { name: '本机' }).check();
      await page.locator('dialog input[type=file]').setInputFiles(visionTransformer());
      await page.getByRole('button', { name: '加载', exact: true }).tap();
      await expect(page.getByRole('status').first()).toContainText('就绪');
      await page.getByRole('button', { name: '在图中哪里？乌龟' }).tap();
      await dialog.getByRole('tab', { name: '图块' }).tap();
      const column = (number: number) =>
        dialog.getByRole('region', { name: `第 ${number} 列`, exact: true });
      await expect(column(1)).toContainText('以 32 × 32 像素读取：2 行 2 列图块。');
      await expect(column(2)).toContainText('以 192 × 192 像素读取：6 行 6 列图块。');
      const { x, y } = await placeOf(column(1).getByRole('figure'), 0.2, 0.2);
      await page.touchscreen.tap(x, y);
      await expect(column(2)).toContainText(/这个图块最接近：.+ [+−]\d\.\d{3}/);
      await dialog.getByRole('button', { name: '关闭' }).tap();
    });

    await test.step('a picture that cannot be read says so in its maps, and nothing else is lost', async () => {
      const [readable] = [png('绿.png', [30, 160, 60])];
      await dropFiles(page, [{ ...readable, buffer: readable.buffer.subarray(0, 60) }]);
      await page.getByRole('button', { name: '在图中哪里？绿.png' }).tap();
      const broken = page.getByRole('dialog', { name: '在图中哪里？绿.png' });
      await broken.getByRole('tab', { name: '分块单独看' }).tap();
      await expect(broken.getByRole('button', { name: '重试' })).toHaveCount(2);
      await broken.getByRole('button', { name: '关闭' }).tap();
      await expect(row(page, '乌龟').getByRole('meter').first()).toBeVisible();
    });
  });
});

/** The image half of a ViT with patches of half its side; its words are left to chance, and read by the built-in model's tokenizer. */
function visionTransformer() {
  const { model_cfg } = JSON.parse(new TextDecoder().decode(MADE_CONFIG)) as {
    model_cfg: { text_cfg: object };
  };
  const config = {
    model_cfg: { ...model_cfg, text_cfg: { ...model_cfg.text_cfg, vocab_size: 6144 } },
  };
  return [
    {
      name: 'vit.safetensors',
      mimeType: '',
      buffer: Buffer.from(madeCheckpoint((name) => name.startsWith('visual.'))),
    },
    {
      name: 'open_clip_config.json',
      mimeType: '',
      buffer: Buffer.from(JSON.stringify(config)),
    },
  ];
}

type Place = Awaited<ReturnType<typeof placeOf>>;

/** Notes of each movement of a finger whether the page has taken it. */
async function noteStrokes(page: Page): Promise<void> {
  await page.evaluate(() => {
    const noted: boolean[] = [];
    Object.assign(globalThis, { strokes: noted });
    window.addEventListener('touchmove', (event) => noted.push(event.defaultPrevented), {
      passive: true,
    });
  });
}

/** A finger that is put down, drawn along, and lifted. */
async function touch(page: Page, from: Place, to: Place): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Place[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', [from]);
  await send('touchMove', [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }]);
  await send('touchMove', [to]);
  await send('touchEnd', []);
}

/** Nothing in the dialog reaches beyond the phone. */
async function expectNothingWider(dialog: Locator): Promise<void> {
  const right = await dialog.evaluate((element) =>
    Math.max(...[...element.querySelectorAll('*')].map((one) => one.getBoundingClientRect().right)),
  );
  expect(right).toBeLessThanOrEqual(360);
}
