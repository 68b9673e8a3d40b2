import type { Locator, Page } from '@playwright/test';

/** The lesson beside the page. */
export function lessonOf(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Lesson' });
}

/** Answers the question of the page that is open, for good. */
export async function lock(page: Page, answer: string | RegExp): Promise<void> {
  await lessonOf(page).getByRole('radio', { name: answer }).check();
  await lessonOf(page).getByRole('button', { name: 'Lock my answer' }).click();
}

/** How far the strongest and the weakest place of each map in a dialog are apart, in levels of its colour. */
export function mapSpreads(dialog: Locator): Promise<number[]> {
  return dialog.locator('canvas').evaluateAll((all) =>
    all.map((one) => {
      const { width, height } = one as HTMLCanvasElement;
      const drawn = (one as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height);
      const pixels = Array.from({ length: width * height }, (_, at) => {
        const [red = 0, , blue = 0, strength = 0] = drawn?.data.subarray(at * 4, at * 4 + 4) ?? [];
        return red > blue ? strength : -strength;
      });
      return Math.max(...pixels) - Math.min(...pixels);
    }),
  );
}
