import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { otherNotices } from '../../scripts/support/other-notices.ts';
import { thirdPartyNotices } from '../../scripts/support/third-party-notices.ts';

/** A project of a page, a part that comes later, a worker, and a file that is copied as it is: each from a package of its own. */
const PROJECT: Readonly<Record<string, string>> = {
  'index.html': '<script type="module" src="/src/main.js"></script>',
  'src/main.js': `import { a } from 'at-once'; import { d } from 'not-used'; console.log(a);
    import('@scope/later').then(({ b }) => console.log(b));
    new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });`,
  'src/worker.js': `import { c } from 'in-worker'; import address from 'copied/file.mjs?url'; console.log(c, address);`,
  'node_modules/at-once/index.js': 'export const a = [document.title];',
  'node_modules/@scope/later/index.js': 'export const b = [document.title];',
  'node_modules/in-worker/index.js':
    '// ../../node_modules/.pnpm/inner@1/node_modules/inner/index.js\nexport const c = [self.name];',
  'node_modules/copied/file.mjs': 'export {};',
  'node_modules/not-used/index.js': 'export const d = [1];',
};
const SHIPPED = ['at-once', '@scope/later', 'in-worker', 'inner', 'copied'];

let root = '';

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'notices-'));
  for (const [path, text] of Object.entries(PROJECT)) write(path, text);
  for (const name of [...SHIPPED, 'not-used']) {
    const facts = { name, version: '1.2.3', license: 'MIT', type: 'module' };
    write(`node_modules/${name}/package.json`, JSON.stringify(facts));
    write(`node_modules/${name}/LICENSE`, `Copyright (c) the author of ${name}`);
  }
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

async function notices(): Promise<string> {
  const { page, worker } = thirdPartyNotices();
  await build({
    root,
    configFile: false,
    logLevel: 'silent',
    plugins: [page()],
    worker: { format: 'es', plugins: () => [worker()] },
    build: { assetsInlineLimit: 0 },
  });
  return readFileSync(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
}

test('every package that page, late part, worker, another package’s bundle or a copied file brings is in the notices', async () => {
  const text = await notices();
  for (const name of SHIPPED) {
    expect(text).toContain(`${name} 1.2.3 (MIT)`);
    expect(text).toContain(`Copyright (c) the author of ${name}`);
  }
  expect(text).not.toContain('not-used');
});

test.each(SHIPPED)(
  'the build fails, and names %s, where its licence text is missing',
  async (name) => {
    rmSync(join(root, `node_modules/${name}/LICENSE`));
    await expect(notices()).rejects.toThrow(name);
  },
);

test('a notice beside the licence is passed on too', async () => {
  write('node_modules/at-once/NOTICE.md', 'Parts come from the moon');
  expect(await notices()).toContain('Parts come from the moon');
});

test('a list of words is shipped with its source, or not at all', async () => {
  write('src/main.js', `import list from './list.json'; console.log(list);`);
  write('src/list.json', JSON.stringify({ names: ['cat'] }));
  await expect(notices()).rejects.toThrow('list.json');
  const said = { names: ['cat'], source: 'a book', licence: 'CC0', licenceText: 'openai-clip' };
  write('src/list.json', JSON.stringify(said));
  expect(await notices()).toMatch(
    /list\.json \(CC0\)\s+a book\s+MIT License\s+Copyright \(c\) 2021 OpenAI/,
  );
});

test('drawings and built-in model have their notices', () => {
  expect(otherNotices().map(({ text }) => text)).toEqual([
    expect.stringContaining('Copyright (c) Microsoft'),
    expect.stringMatching(
      /^The weights are published.*None of the pictures is contained in the files\.\s*$/s,
    ),
  ]);
});
