import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

/** Ends of files that are compressed beforehand; a server that finds none sends the plain file. */
const COMPRESSED = /\.(?:br|gz)$/;
/** Pictures are compressed already. */
const CANDIDATE = /\.(?:html|js|mjs|css|json|svg|txt|md|wasm|webmanifest|safetensors)$/;
/** A file must shrink by so much for a second copy on the disk to be worth it. */
const WORTH = 0.95;
/** One more level takes ten times as long. Code and the runtime lose another tenth by it, weights, which are noise, little. */
const QUALITY = 9;
const THOROUGH = {
  quality: 10,
  what: /\.(?:html|js|mjs|css|json|svg|wasm)$/,
  bytes: 16e6,
} as const;
/** Base-2 logarithm of how far back repetitions are found; all browsers unpack that. */
const WINDOW = 24;

/** What was compressed: number of files, and their bytes as they are and in either form. */
export interface Compressed {
  readonly files: number;
  readonly bytes: number;
  readonly brotli: number;
  readonly gzip: number;
}

/** Writes `NAME.br` and `NAME.gz` beside every file of a built folder that shrinks by a twentieth or more. */
export async function compressBuild(folder: string): Promise<Compressed> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile() && CANDIDATE.test(entry.name) && !COMPRESSED.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
  let total: Compressed = { files: 0, bytes: 0, brotli: 0, gzip: 0 };
  // One after the other: the largest takes as much memory as all the others together.
  for (const path of paths) {
    const content = await readFile(path);
    const [small, plain] = await Promise.all([
      toBrotli(content, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: qualityFor(path, content.length),
          [constants.BROTLI_PARAM_LGWIN]: WINDOW,
          [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
        },
      }),
      toGzip(content, { level: 9 }),
    ]);
    if (small.length > WORTH * content.length) continue;
    await Promise.all([writeFile(`${path}.br`, small), writeFile(`${path}.gz`, plain)]);
    total = {
      files: total.files + 1,
      bytes: total.bytes + content.length,
      brotli: total.brotli + small.length,
      gzip: total.gzip + plain.length,
    };
  }
  return total;
}

/** The runtime for graphics cards, 27 MB, would take a minute, and few load it. */
function qualityFor(path: string, bytes: number): number {
  const { quality, what, bytes: most } = THOROUGH;
  return what.test(path) && bytes <= most ? quality : QUALITY;
}
