import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { piecesOf, readChangelog } from './read-changelog.ts';

const FILE = readFileSync('CHANGELOG.md', 'utf8');

test('nothing that the change log lists is left out, and nothing is added', () => {
  const changes = readChangelog(FILE)
    .flatMap(({ groups }) => groups)
    .flatMap(({ changes: all }) => all);
  expect(changes).toHaveLength(FILE.match(/^- /gm)?.length ?? 0);
  // Whatever stands below the first version, without the marks of lists and headings.
  const words = (text: string) => text.split(/\s+/).filter(Boolean);
  const listed = FILE.slice(FILE.indexOf('\n## '))
    .replaceAll(/^#+ .*$/gm, '')
    .replaceAll(/^- /gm, '');
  expect(words(changes.join('\n'))).toEqual(words(listed));
});

test('every version and every group of it has its heading', () => {
  const headings = readChangelog(FILE).flatMap(({ title, groups }) =>
    [`## ${title}`].concat(groups.map((group) => `### ${group.title}`)),
  );
  expect(headings).toEqual(FILE.match(/^##.*$/gm));
});

test('several versions stand in the order of the file; what belongs to none is passed over', () => {
  const text =
    '# Log\n\n- of no version\n\n## 2.0\n\n### Added\n- one\n  more\n\n## 1.0\n- of no group\n### Fixed\n- two\n';
  expect(readChangelog(text)).toEqual([
    { title: '2.0', groups: [{ title: 'Added', changes: ['one more'] }] },
    { title: '1.0', groups: [{ title: 'Fixed', changes: ['two'] }] },
  ]);
  expect(readChangelog('')).toEqual([]);
});

test('of a change its words stay, with its code, and no address', () => {
  expect(piecesOf('`a<b>` opens ([docs/x.md](docs/x.md), *now*).')).toEqual([
    { at: 1, text: 'a<b>', code: true },
    { at: 2, text: ' opens (docs/x.md, now).', code: false },
  ]);
});
