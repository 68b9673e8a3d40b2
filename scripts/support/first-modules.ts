import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** A static import, with or without names; types are gone before anything is bundled. */
const STATIC = /^(?:import|export)\s+(?!type\b)(?:[^'"]*?\sfrom\s+)?['"](\.[^'"?]+)['"]/gm;

/**
 * Every own module that `entry` imports statically, itself not included, as absolute paths. The page needs them all before
 * it answers, so they go into one file: the bundler would otherwise make one of each set that some lazy part shares, some
 * forty of them, which compress badly. The entry stays apart: it waits at its top level for the start to end, and every
 * lazy part that imported it would wait with it.
 */
export function firstModules(entry: string): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [resolve(entry)];
  for (let file = queue.pop(); file !== undefined; file = queue.pop()) {
    if (found.has(file) || !existsSync(file)) continue;
    found.add(file);
    if (!/\.tsx?$/.test(file)) continue;
    const source = readFileSync(file, 'utf8');
    for (const [, path = ''] of source.matchAll(STATIC)) queue.push(resolve(dirname(file), path));
  }
  found.delete(resolve(entry));
  return found;
}
