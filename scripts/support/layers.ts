import { dirname, join, normalize } from 'node:path/posix';

/**
 * Which room may import which; what is not named here is denied. A name with a star stands for each folder in it, which
 * may import itself and not its neighbours. `testing` and tests may import everything.
 */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  engine: ['core'],
  browser: ['core', 'engine'],
  // The engine's public door.
  library: ['core', 'engine'],
  // The element in other people's pages: the page's own words, colours and links, and nothing of React.
  component: ['core', 'engine', 'library', 'store', 'ui', 'words'],
  words: ['core', 'engine'],
  // Compiled to WebAssembly; what runs them is the worker's.
  kernels: [],
  worker: ['core', 'engine', 'browser', 'kernels'],
  'service-worker': ['core', 'browser'],
  evaluation: ['core', 'engine', 'browser', 'store'],
  export: ['core', 'engine', 'browser', 'store', 'words', 'evaluation'],
  store: ['core', 'engine', 'browser', 'words', 'evaluation', 'export'],
  ui: ['core', 'browser', 'words'],
  'features/*': ['core', 'engine', 'browser', 'store', 'evaluation', 'export', 'ui', 'words'],
  app: [
    'core',
    'engine',
    'library',
    'browser',
    'store',
    'evaluation',
    'features/*',
    'service-worker',
    'ui',
    'words',
  ],
};

/** Packages that one room only may use. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-web': ['worker'],
  '@xenova/transformers': ['worker'],
  'hash-wasm': ['browser'],
  react: ['app', 'features/*', 'store', 'ui', 'words'],
  'react-dom': ['app'],
  zustand: ['store'],
  'lean-qr': ['ui'],
};

const IMPORT = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;

/** A line for each import that leaves its room where it may not: `file: specifier`. */
export function forbiddenImports(file: string, source: string): readonly string[] {
  const room = roomOf(file);
  if (room === null || isTest(file)) return [];
  return [...source.matchAll(IMPORT)].flatMap(([, specifier = '']) =>
    isAllowed(file, room, specifier) ? [] : [`${file}: ${specifier}`],
  );
}

function isAllowed(file: string, room: string, specifier: string): boolean {
  if (!specifier.startsWith('.')) {
    const owner = Object.keys(PACKAGES).find(
      (name) => specifier === name || specifier.startsWith(`${name}/`),
    );
    return owner === undefined || (PACKAGES[owner] ?? []).includes(general(room));
  }
  const target = normalize(join(dirname(file), specifier.replace(/\?.*$/, '')));
  const other = roomOf(target);
  if (other === null) return !target.startsWith('src/testing/') && !target.startsWith('golden/');
  return other === room || (LAYERS[general(room)] ?? []).includes(general(other));
}

/** `features/labels` for a feature, else the first folder below `src`; `null` outside of every room. */
function roomOf(path: string): string | null {
  const [src, first = '', second = ''] = path.split('/');
  if (src !== 'src' || first === 'testing' || first.includes('.')) return null;
  return first === 'features' ? `features/${second}` : first;
}

const general = (room: string): string => (room.startsWith('features/') ? 'features/*' : room);

function isTest(file: string): boolean {
  return /\.test\.tsx?$/.test(file) || file.includes('/testing/');
}
