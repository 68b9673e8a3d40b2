import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

export interface SecondBuild {
  readonly folder: string;
  remove(): Promise<void>;
}

/** What tells the second build's words from those of the first. */
export const SECOND = 'in a newer version';

/** Another build of the page: the help begins otherwise, and the list of samples has one field more. */
export async function buildAgain(): Promise<SecondBuild> {
  const place = await mkdtemp(join(tmpdir(), 'second-build-'));
  const publicDir = join(place, 'public');
  await cp('public', publicDir, { recursive: true });
  const list = join(publicDir, 'samples', 'index.json');
  const samples = JSON.parse(await readFile(list, 'utf8')) as object;
  await writeFile(list, JSON.stringify({ ...samples, newer: true }));
  const folder = join(place, 'dist');
  await build({
    logLevel: 'error',
    publicDir,
    plugins: [changeWords()],
    build: { outDir: folder, emptyOutDir: true },
  });
  return { folder, remove: () => rm(place, { recursive: true }) };
}

function changeWords(): Plugin {
  return {
    name: 'change-words',
    enforce: 'pre',
    transform: (code, id) =>
      id.endsWith('/words/en/help.ts')
        ? code.replace("'help.open': 'Help'", `'help.open': 'Help ${SECOND}'`)
        : undefined,
  };
}
