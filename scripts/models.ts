import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PRESETS } from '../src/core/hub/presets.ts';
import { fetchModel, type ModelFolder, writeModelIndex } from './support/fetch-model.ts';

const USAGE = `npm run models -- get <preset or owner/name[/file]> [--out public/models]
npm run models -- list

HF_ENDPOINT names another endpoint than https://huggingface.co, HF_TOKEN signs in.
Presets: ${PRESETS.map(({ id }) => id).join(', ')}`;

const WEIGHTS = /\.(?:safetensors|safetensors\.index\.json|bin|pt|pth|onnx)$/;

/** The folders in `out` that hold weights. */
async function modelsIn(out: string): Promise<ModelFolder[]> {
  const entries = await readdir(out, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile() && WEIGHTS.test(entry.name));
  const folders = new Map<string, { path: string; bytes: number }[]>();
  for (const { parentPath, name } of files) {
    const whole = join(parentPath, name);
    const [folder = '', ...rest] = whole.slice(join(out, '/').length).split('/');
    const file = { path: rest.join('/'), bytes: (await stat(whole)).size };
    folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].map(([name, files]) => ({ name, files }));
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function showProgress(file: string, done: number, total: number): void {
  const share = total > 0 ? Math.floor((100 * done) / total) : 0;
  process.stderr.write(`\r${file}: ${megabytes(done)} of ${megabytes(total)} (${share} %)`);
  if (done >= total) process.stderr.write('\n');
}

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'public/models' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const [command, what] = positionals;
  if (values.help) console.log(USAGE);
  else if (command === 'get' && what) {
    const folder = await fetchModel(what, {
      out: values.out,
      endpoint: process.env['HF_ENDPOINT'],
      token: process.env['HF_TOKEN'],
      onBytes: showProgress,
    });
    await writeModelIndex(values.out, await modelsIn(values.out));
    console.log(`Ready in ${folder}. Build the page again, so that it is served beside it.`);
  } else if (command === 'list') {
    for (const { name, files } of await modelsIn(values.out)) {
      console.log(name);
      for (const { path, bytes } of files) console.log(`  ${path}  ${megabytes(bytes)}`);
    }
  } else {
    console.log(USAGE);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
