import { expect, test } from '@playwright/test';
import { addLabel, bars, openPage, ready, row } from './support/app.ts';

test('a first visit on the graphics card shows both columns, and moving to the processor changes no bar', async ({
  page,
}) => {
  await openPage(page, './#device=webgpu');
  const device = page.getByRole('button', { name: /Change what the models run on/ });
  await expect(device).toContainText('WebGPU');
  const before = await bars(row(page, 'turtle'));
  expect(before.length).toBeGreaterThan(4);
  await device.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'CPU (WASM)' }).check();
  await expect(dialog.getByRole('status')).toContainText(/Now: CPU, \d/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/device=wasm/);
  // A new label is encoded where the models are now.
  await addLabel(page, 'teapot');
  await ready(page);
  await page.getByRole('button', { name: 'Remove teapot' }).click();
  const after = await bars(row(page, 'turtle'));
  for (const [index, { label, value }] of after.entries()) {
    expect(label).toBe(before[index]?.label);
    expect(value).toBeCloseTo(before[index]?.value ?? Number.NaN, 0);
  }
});
