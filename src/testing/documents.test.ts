import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url).pathname;
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const DOCUMENTS = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
/** In running text, a path of this project: one of its folders and what follows, or a file beside them. */
const FOLDERS = new Set(
  readdirSync(ROOT, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() &&
        !['node_modules', 'dist', 'dist-library', 'models'].includes(entry.name),
    )
    .map(({ name }) => name),
);
const SCRIPTS = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts);

/** What a document names: in backticks or in a block of commands, or as the target of a link. */
function namedIn(document: string): { paths: string[]; links: string[]; scripts: string[] } {
  const text = read(document);
  const quoted = Array.from(text.matchAll(/`([^`\n]+)`/g), ([, inner = '']) => inner);
  const links = Array.from(text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)|(?:src|srcset)="([^"]+)"/g));
  return {
    paths: quoted.filter((one) => FOLDERS.has(one.split('/')[0] ?? '') && /^[\w./*@-]+$/.test(one)),
    links: links
      .map(([, link, source]) => link ?? source ?? '')
      .filter((link) => !/^\w+:/.test(link)),
    scripts: Array.from(text.matchAll(/npm run (?:-s )?([\w:-]+)/g), ([, name = '']) => name),
  };
}

/** A star stands for any one name. */
function isThere(path: string): boolean {
  const [folder, ...rest] = path.split('*');
  if (rest.length === 0) return existsSync(join(ROOT, path));
  const place = join(ROOT, dirname(`${folder}x`));
  const pattern = new RegExp(
    `^${path
      .slice(dirname(`${folder}x`).length + 1)
      .split('/')[0]
      ?.replaceAll('.', '\\.')
      .replace('*', '.*')}$`,
  );
  return existsSync(place) && readdirSync(place).some((name) => pattern.test(name));
}

test.each(DOCUMENTS)('every file, folder and command that %s names is there', (document) => {
  const { paths, links, scripts } = namedIn(document);
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
  expect(links.filter((link) => !existsSync(join(ROOT, dirname(document), link)))).toEqual([]);
  expect(scripts.filter((name) => !SCRIPTS.includes(name))).toEqual([]);
});

test.each(DOCUMENTS)('every name that %s says is in a file is in that file', (document) => {
  const claims = [...read(document).matchAll(/`(\w+)` \(`([\w./-]+\.tsx?)`/g)];
  const wrong = claims.filter(
    ([, name = '', path = '']) => !new RegExp(`\\b${name}\\b`).test(read(path)),
  );
  expect(wrong.map(([claim]) => claim)).toEqual([]);
});

test('the map names every room', () => {
  const rooms = readdirSync(join(ROOT, 'src'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const { paths } = namedIn('docs/architecture.md');
  const named = new Set(paths.map((path) => path.split('/').slice(0, 2).join('/')));
  expect(rooms.map(({ name }) => `src/${name}`).filter((room) => !named.has(room))).toEqual([]);
  const readme = new Set(namedIn('README.md').paths);
  expect(rooms.map(({ name }) => `src/${name}`).filter((room) => !readme.has(room))).toEqual([]);
});
