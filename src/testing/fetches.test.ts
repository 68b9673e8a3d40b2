import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Files that hand the browser's own `fetch` to the rest, or one of their own around it to what sets the limit. */
const DOORS: ReadonlySet<string> = new Set([
  'src/app/main.tsx',
  'src/component/comparison.ts',
  'src/worker/keeping/keep-arrived.ts',
  'src/worker/runtime/fetch-program.ts',
]);

/** A request that no limit stands above; one inside `unlessSilent(…)` has one. */
const REQUEST = /(?<![\w'])(?:\w+\.)?fetch\(/;
const GUARDED = /unlessSilent\([^;]*?\bfetch\(/i;
/** The body of an answer, read as one piece. */
const BODY =
  /\b(?:response|answer|answered|reply|fresh|fetched|fetch\([^;]*\)\)?)\)*\.(?:text|json|blob|arrayBuffer|bytes|formData)\(/;

/** Lines that ask a server, or wait for what it sends, without an end. */
function endless(source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return code
    .split('\n')
    .filter(
      (line) =>
        (REQUEST.test(line) && !GUARDED.test(line)) ||
        (BODY.test(line) && !line.includes('UnlessSilent(')),
    )
    .map((line) => line.trim());
}

test('every request of the page, its workers and its service worker ends when nothing comes', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path.replaceAll('\\', '/')}`)
    .filter(
      (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^src\/testing|\/testing\//.test(path),
    );
  const found = files
    .filter((path) => !DOORS.has(path))
    .flatMap((path) => endless(readFileSync(path, 'utf8')).map((line) => `${path}: ${line}`));
  expect(found).toEqual([]);
  for (const door of DOORS) expect(endless(readFileSync(door, 'utf8')).length).toBeGreaterThan(0);
});

test.each([
  ['await fetch(url)', true],
  ['outside.fetch(url, { signal })', true],
  ['await unlessSilent(url, fetch(request))', false],
  ['await fetchUnlessSilent(fetch, url, {})', false],
  ['const { fetch } = outside', false],
  ["self.addEventListener('fetch', (event) => {", false],
  ['JSON.parse(await response.text())', true],
  ['(await fetch(url)).blob()', true],
  ['await (await blobUnlessSilent(url, response)).text()', false],
  ['await file.text()', false],
])('%s is endless: %s', (line, expected) => {
  expect(endless(line).length > 0).toBe(expected);
});
