import { existsSync, readFileSync } from 'node:fs';

/**
 * The headers that docs/library.md says are all that a page with the library needs.
 * @throws where the library, which such a page is tested with, has not been built
 */
export function documentedHeaders(): Readonly<Record<string, string>> {
  if (!existsSync('dist-library/engine.js'))
    throw new Error('The library is not built: run `npm run build:library` first.');
  const [, block = ''] = /```http\n(.*?)```/s.exec(readFileSync('docs/library.md', 'utf8')) ?? [];
  const lines = Array.from(
    block.matchAll(/^([\w-]+): (.+)$/gm),
    ([, name = '', value = '']) => [name, value] as const,
  );
  if (lines.length === 0) throw new Error('docs/library.md names no headers.');
  return Object.fromEntries(lines);
}
