import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Gzipped bytes of what the browser fetches before the page answers: the document and all that it names or statically imports. */
const BUDGET = 150_000;
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

const sizes = firstDownloads().map((file) => ({
  file,
  bytes: gzipSync(readFileSync(join(DIST, file))).length,
}));
const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
for (const { file, bytes } of sizes) console.log(`${bytes.toString().padStart(8)}  ${file}`);
console.log(
  `${total.toString().padStart(8)}  of ${BUDGET} bytes, gzipped, before the page answers`,
);
if (total > BUDGET) {
  console.error('The first download is over its budget: load what is not needed at once lazily.');
  process.exitCode = 1;
}
