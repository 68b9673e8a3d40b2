import { dirname, join, normalize } from 'node:path/posix';

const IMPORT = /(?:import|export)\s+(type\s+)?([^;'"()]*?)\s*from\s+'(\.[^']+)'/g;

/**
 * Groups of files that import each other in a ring, each sorted by name; `sources` by path. `kind`: `values` leaves out
 * imports that only types pass through, which are gone when the page runs.
 */
export function importCircles(
  sources: ReadonlyMap<string, string>,
  kind: 'values' | 'all',
): readonly (readonly string[])[] {
  const edges = new Map(
    [...sources].map(([file, source]) => [file, importsOf(file, source, sources, kind)]),
  );
  return strongGroups(edges).filter(({ length }) => length > 1);
}

function importsOf(
  file: string,
  source: string,
  known: ReadonlyMap<string, string>,
  kind: 'values' | 'all',
): readonly string[] {
  return [...source.matchAll(IMPORT)].flatMap(([, type, names = '', specifier = '']) => {
    const target = normalize(join(dirname(file), specifier));
    const inner = names.replace(/^\{|\}$/g, '').split(',');
    const onlyTypes = type || inner.every((name) => /^\s*(type\s.*)?$/.test(name));
    return known.has(target) && (kind === 'all' || !onlyTypes) ? [target] : [];
  });
}

/** Tarjan's strongly connected components (Depth-first search and linear graph algorithms, 1972). */
function strongGroups(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const places = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const groups: string[][] = [];
  const low = (file: string): number => lowest.get(file) ?? Number.POSITIVE_INFINITY;
  function visit(file: string): void {
    places.set(file, places.size);
    lowest.set(file, places.size - 1);
    open.push(file);
    for (const next of edges.get(file) ?? []) {
      if (!places.has(next)) visit(next);
      if (open.includes(next)) lowest.set(file, Math.min(low(file), low(next)));
    }
    if (low(file) === places.get(file)) groups.push(open.splice(open.indexOf(file)).toSorted());
  }
  for (const file of edges.keys()) if (!places.has(file)) visit(file);
  return groups;
}
