import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Manifest {
  readonly name: string;
  readonly theme_color: string;
  readonly background_color: string;
  readonly icons: readonly { readonly src: string; readonly purpose: string }[];
  readonly file_handlers: readonly { readonly action: string; readonly accept: object }[];
}
const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as Manifest;
const page = readFileSync('index.html', 'utf8');

/** The page's ground, light and dark, as its styles have it. */
const GROUND = /--paper: light-dark\((#\w+), (#\w+)\)/.exec(
  readFileSync('src/ui/colours.css', 'utf8'),
);

test('page and manifest have one name and one ground, light and dark', () => {
  const [, light, dark] = GROUND ?? [];
  expect([manifest.theme_color, manifest.background_color]).toEqual([light, light]);
  for (const [scheme, colour] of [
    ['light', light],
    ['dark', dark],
  ])
    expect(page).toContain(
      `<meta name="theme-color" content="${colour}" media="(prefers-color-scheme: ${scheme})" />`,
    );
  expect(page).toContain(`<title>${manifest.name}</title>`);
});

test('its icons are there, one of them without corners that a system may cut', () => {
  expect(manifest.icons.map(({ purpose }) => purpose).toSorted()).toEqual(['any', 'maskable']);
  for (const { src } of manifest.icons) expect(existsSync(`public/${src}`)).toBe(true);
  const maskable = manifest.icons.find(({ purpose }) => purpose === 'maskable')?.src ?? '';
  const drawing = readFileSync(`public/${maskable}`, 'utf8');
  // The whole square is painted, and what is drawn on it lies in the circle of 80 % that no system cuts.
  const [, side = '', , fill] =
    /viewBox="0 0 (\d+) (\d+)">\s*<rect width="\1" height="\2" (fill)=/.exec(drawing) ?? [];
  expect(fill).toBe('fill');
  const [, x = ''] = /translate\((\d+) \1\)/.exec(drawing) ?? [];
  const middle = Number(side) / 2;
  for (const [left, top] of [
    [6, 7],
    [26, 7],
    [6, 25],
    [15, 25],
  ] as const)
    expect(Math.hypot(left + Number(x) - middle, top + Number(x) - middle)).toBeLessThanOrEqual(
      0.4 * Number(side),
    );
});
