import { expect, test } from '@playwright/test';
import { bars, openPanel, row } from './support/app.ts';

/** One column, one picture, two labels: the software adapter takes its time. The small scale leaves both labels a share. */
const SMALL =
  './#device=webgpu&columns=complete%2Copenclip%2C0&labels=turtle%0Ahouse&samples=turtle.webp&scale=10';

test('first bars on the graphics card, and moving to the processor changes none of them', async ({
  page,
}) => {
  test.setTimeout(400_000);
  const status = page.getByRole('status').first();
  await page.goto(SMALL);
  await expect(status).toContainText('Ready', { timeout: 300_000 });
  const device = page.getByRole('button', { name: /Choose what the models run on/ });
  await openPanel(page, 'More');
  await expect(device).toContainText('WebGPU');
  const before = await bars(row(page, 'turtle'));
  expect(before).toHaveLength(2);
  await device.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'CPU (WASM)' }).check();
  await expect(dialog.getByRole('status')).toContainText(/Now: CPU, \d/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/device=wasm/);
  const prompt = await openPanel(page, 'Prompt');
  // Another template asks for new embeddings: they come from the processor.
  await prompt.getByRole('textbox').fill('one {label}');
  await prompt.getByRole('textbox').press('Enter');
  await expect.poll(() => bars(row(page, 'turtle'))).not.toEqual(before);
  await page.getByRole('combobox', { name: 'Ready templates' }).selectOption({ label: 'Photo' });
  await expect(status).toContainText('Ready');
  expect(await bars(row(page, 'turtle'))).toEqual(before);
});
