import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { LANGUAGE_NAMES } from '../src/words/languages.ts';

/** Gzipped bytes of what the browser fetches before the page answers: the document, all that it names or statically imports, and its words. */
const BUDGET = 140_000;
const DIST = 'dist';

function firstDownloads(): string[] {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const seen = new Set<string>(['index.html']);
  const queue = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.(?:js|css))"/g)].map(
    (match) => match[1] ?? '',
  );
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    if (!file.endsWith('.js')) continue;
    const code = readFileSync(join(DIST, file), 'utf8');
    // Static imports only: `import(...)` is fetched later.
    for (const match of code.matchAll(/(?:import|from)\s*["']\.\/([^"']+\.js)["']/g)) {
      queue.push(join('assets', match[1] ?? ''));
    }
  }
  return [...seen];
}

const gzipped = (file: string): number => gzipSync(readFileSync(join(DIST, file))).length;

/** The words of a visit come in one language: the longest counts. */
function longestWords(): string {
  const all = readdirSync(join(DIST, 'assets'));
  const files = LANGUAGE_NAMES.map((name) => {
    const file = all.find((candidate) => new RegExp(`^${name}-[\\w-]{8}\\.js$`).test(candidate));
    if (file === undefined) throw new Error(`The build has no words of ${name}.`);
    return join('assets', file);
  });
  return files.toSorted((a, b) => gzipped(b) - gzipped(a))[0] ?? '';
}

const sizes = [...firstDownloads(), longestWords()].map((file) => ({ file, bytes: gzipped(file) }));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of sizes) console.log(`${bytes.toString().padStart(8)}  ${file}`);
console.log(
  `${total.toString().padStart(8)}  of ${BUDGET} bytes, gzipped, before the page answers`,
);
if (total > BUDGET) {
  console.error('The first download is over its budget: load what is not needed at once lazily.');
  process.exitCode = 1;
}
