import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const RAW = /<(?:input|select|textarea)\b|createElement\(\s*['"](?:input|select|textarea)['"]/g;
/** Frames of controls that a feature draws by itself. */
const OWN_FRAME = /\b(?:input|select|textarea)\b[^{};]*\{[^}]*\b(?:border|background):/g;

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' }).map(
  (path) => `src/${path.replaceAll('\\', '/')}`,
);

function found(files: readonly string[], pattern: RegExp): readonly string[] {
  return files.flatMap((file) => {
    const matches = readFileSync(file, 'utf8').matchAll(pattern);
    return [...matches].map(([match]) => `${file}: ${match.split('\n')[0]}`);
  });
}

test('form controls are written in src/ui, and nowhere else', () => {
  const all = FILES.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file));
  const outside = all.filter((file) => !file.startsWith('src/ui/'));
  expect(outside.length).toBeGreaterThan(100);
  expect(found(outside, RAW)).toEqual([]);
  expect(found(all, RAW).length).toBeGreaterThan(8);
});

test('a feature gives a control its place, not its frame', () => {
  const sheets = FILES.filter((file) => /^src\/(?:features|app)\/.*\.module\.css$/.test(file));
  expect(sheets.length).toBeGreaterThan(10);
  expect(found(sheets, OWN_FRAME)).toEqual([]);
});
