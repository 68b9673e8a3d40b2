import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Something of other people's that the page ships, and what its licence wants to be passed on. */
export interface Notice {
  readonly name: string;
  readonly version?: string;
  readonly licence: string;
  /** Where it comes from, of what is no package. */
  readonly source?: string;
  readonly text: string;
}

/** Texts of what comes without one: `<package, its slash a dash>.txt`, and those that lists of words name. */
const OWN_TEXTS = new URL('./licences/', import.meta.url);
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)/i;
const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/;
/** What a bundler writes above each file that it put into a package's own bundle. */
const INNER = /^\s*\/\/ \S*node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\/\S+$/gm;

/**
 * A notice for every package that one of `files` belongs to or was bundled from, and for every list of words (`.json`)
 * below `lists`; sorted by name.
 * @param files absolute paths of what was bundled or copied, with or without a query
 * @param lists the project's own sources
 * @throws Error that names a package without a licence text, or a list that does not say where it comes from
 */
export function noticesFor(files: Iterable<string>, lists: string): readonly Notice[] {
  const folders = new Set<string>();
  const notices: Notice[] = [];
  for (const file of new Set(Array.from(files, (path) => path.replace(/[?#].*$/, '')))) {
    const [folder] = PACKAGE.exec(file) ?? [];
    if (folder !== undefined) {
      folders.add(folder);
      for (const inner of innerPackages(file, folder)) folders.add(inner);
    } else if (file.startsWith(lists) && file.endsWith('.json')) notices.push(listNotice(file));
  }
  notices.push(...Array.from(folders, packageNotice));
  const unique = new Map(notices.map((one) => [`${one.name} ${one.version ?? ''}`, one]));
  return [...unique.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** One text of all of them, with the mark by which browsers know UTF-8 on hosts that do not say it. */
export function writeNotices(notices: readonly Notice[]): string {
  const titleOf = ({ name, version, licence }: Notice): string =>
    `${name}${version === undefined ? '' : ` ${version}`} (${licence})`;
  const list = notices.map((one) => `- ${titleOf(one)}`).join('\n');
  const parts = notices.map((one) =>
    [`${'='.repeat(80)}\n${titleOf(one)}`, one.source, one.text.trim()]
      .filter(Boolean)
      .join('\n\n'),
  );
  const head = 'What this page ships of other people’s work, and under which terms.';
  return `\uFEFF${[head, list, ...parts].join('\n\n')}\n`;
}

function innerPackages(file: string, folder: string): string[] {
  if (!/\.[cm]?js$/.test(file)) return [];
  const names = Array.from(readFileSync(file, 'utf8').matchAll(INNER), ([, name = '']) => name);
  return [...new Set(names)].map((name) => findPackage(name, folder));
}

function findPackage(name: string, from: string): string {
  for (let at = from; dirname(at) !== at; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
  }
  throw new Error(`${from} has ${name} bundled into it, whose licence is nowhere to be read.`);
}

function packageNotice(folder: string): Notice {
  const { name, version, license } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as { name: string; version: string; license?: string };
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name))
    .map((entry) => readFileSync(join(folder, entry.name), 'utf8').trim());
  const text = texts.length > 0 ? texts.join('\n\n') : ownText(name.replace('/', '-'));
  if (text === null || license === undefined) {
    throw new Error(
      `${name} is shipped without a licence text: put it into scripts/support/licences.`,
    );
  }
  return { name, version, licence: license, text };
}

function listNotice(file: string): Notice {
  const name = file.replace(/^.*[\\/]/, '');
  const list = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>;
  const { source, licence, licenceText } = list;
  if (typeof source !== 'string' || typeof licence !== 'string') {
    throw new Error(`${name} must say its "source" and "licence": it is shipped.`);
  }
  const text = typeof licenceText === 'string' ? ownText(licenceText) : '';
  if (text === null) throw new Error(`${name} names a licence text that is not there.`);
  return { name, licence, source, text };
}

function ownText(name: string): string | null {
  const path = new URL(`${name}.txt`, OWN_TEXTS);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
