import { readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { firstModules } from '../../scripts/support/first-modules.ts';
import { keysIn } from '../testing/keys-in.ts';
import { LANGUAGES, type WordPart } from './languages.ts';

/** A part of the page that comes when it is asked for: its module, and the words that are waited for with it. */
interface Lazy {
  readonly name: string;
  readonly module: string;
  readonly words: readonly string[];
}

const START = /lazyPart\(|^(?:export )?(?:async )?function |^(?:export )?const /m;

function lazyIn(file: string): Lazy[] {
  // Each declaration by itself, so that words are those of the part beside them.
  return readFileSync(file, 'utf8')
    .split(new RegExp(`(?=${START.source})`, 'm'))
    .filter((piece) => piece.startsWith('lazyPart('))
    .flatMap((piece) => {
      const words = [...piece.matchAll(/loadWordsOf\('(\w+)'\)/g)].map(([, part = '']) => part);
      return [...piece.matchAll(/import\('(\.[^']+)'\)/g)].map(([, path = '']) => ({
        name: path,
        module: resolve(dirname(file), path),
        words,
      }));
    });
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((path) => `src/${path.replaceAll('\\', '/')}`)
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^src\/ui\/lazy-part/.test(path));
const lazies = files.flatMap(lazyIn);
const first = firstModules('src/app/main.tsx');

/** Words of a part by their keys; `page` comes first of all, `files` with the start, `panels` with every lazy part. */
const ALWAYS: readonly WordPart[] = ['page', 'files', 'panels'];
const keysOf = async (part: WordPart) => Object.keys(await LANGUAGES.en.parts[part]());

/** Keys that a lazy part may say, itself and what it imports, and that nothing which it waits for has. */
async function missingIn({ module, words }: Pick<Lazy, 'module' | 'words'>): Promise<string[]> {
  const own = [module, ...firstModules(module)].filter(
    // What the first view has is looked at by another test, and sentences live in files of their own.
    (path) => /\.tsx?$/.test(path) && !first.has(path) && !/\/words\//.test(path),
  );
  const isSaid = keysIn(own.map((path) => readFileSync(path, 'utf8')).join('\n'));
  const waited = new Set<string>([...ALWAYS, ...words]);
  const had = new Set<string>();
  const others: string[] = [];
  for (const part of Object.keys(LANGUAGES.en.parts) as WordPart[]) {
    for (const key of await keysOf(part)) {
      if (waited.has(part)) had.add(key);
      else others.push(key);
    }
  }
  return others.filter((key) => !had.has(key) && isSaid(key));
}

test('the parts that come later are found, with the words beside them', () => {
  expect(lazies.length).toBeGreaterThan(20);
  expect(lazies.find(({ name }) => name.endsWith('/MapsSlide.tsx'))?.words).toEqual([
    'maps',
    'present',
  ]);
});

test.each(lazies)('$name waits for every word that it may say', async (lazy) => {
  expect(await missingIn(lazy)).toEqual([]);
});

test('a part that would wait for none of its own words is found', async () => {
  const spaces = lazies.find(({ name }) => name.endsWith('/SpacesDialog.tsx'));
  expect(await missingIn({ module: spaces?.module ?? '', words: [] })).not.toEqual([]);
});
