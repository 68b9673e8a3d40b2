import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Compiled kernels, by a digest of everything that they are made of; git ignores the folder. */
const CACHE = '.vite/kernels';

/**
 * What a kernel may use of a browser. Relaxed SIMD is an extension that some browsers refuse, hence a file of its own; `fused` is that with
 * `FUSED` true in the source. `-shared` ones take a memory that threads share, of at most 4 GB.
 */
export type KernelVariant = `${'simd' | 'relaxed' | 'fused'}${'' | '-shared'}`;

function optionsOf(variant: KernelVariant): readonly string[] {
  const relaxed = variant.startsWith('simd') ? [] : ['--enable', 'relaxed-simd'];
  const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];
  const fused = ['--use', `FUSED=${variant.startsWith('fused') ? 1 : 0}`];
  return ['--enable', 'simd', ...relaxed, ...fused, ...(variant.endsWith('-shared') ? shared : [])];
}

/** No collector, no checks, no start function: a kernel reads and writes the one memory that it is given as `env.memory`. */
const COMMON = ['-O3', '--noAssert', '--runtime=stub', '--use=abort=', '--importMemory'];

/**
 * Compiles a kernel written in AssemblyScript, unless the very same was compiled before.
 *
 * @param source path of the kernel's file, in a folder with everything that it imports
 * @returns path of the WebAssembly file
 * @throws Error with the compiler's own words where the source does not compile
 */
export async function compileKernel(source: string, variant: KernelVariant): Promise<string> {
  const folder = dirname(source);
  const { version } = JSON.parse(
    readFileSync('node_modules/assemblyscript/package.json', 'utf8'),
  ) as { version: string };
  const hash = createHash('sha256').update([version, ...COMMON, ...optionsOf(variant)].join(' '));
  for (const file of readdirSync(folder).toSorted())
    if (file.endsWith('.ts')) hash.update(file).update(readFileSync(join(folder, file)));
  const name = source.replace(/^.*\/|\.as\.ts$/g, '');
  const suffix = variant === 'simd' ? '' : `-${variant}`;
  const compiled = join(
    process.cwd(),
    CACHE,
    hash.digest('hex').slice(0, 16),
    `${name}${suffix}.wasm`,
  );
  if (existsSync(compiled)) return compiled;
  const bytes = await compile(source, [...COMMON, ...optionsOf(variant)]);
  mkdirSync(dirname(compiled), { recursive: true });
  // Several tests may compile the same at once; whole files only are seen.
  const partial = `${compiled}.${process.pid}.${Math.random()}`;
  writeFileSync(partial, bytes);
  renameSync(partial, compiled);
  return compiled;
}

async function compile(source: string, options: readonly string[]): Promise<Uint8Array> {
  const { main } = await import('assemblyscript/asc');
  let bytes: Uint8Array | undefined;
  let said = '';
  const { error } = await main(
    [relative(process.cwd(), source), '--outFile', 'kernel.wasm', ...options],
    {
      stderr: {
        write: (text) => {
          said += String(text);
        },
      },
      writeFile: (_, contents) => {
        if (typeof contents !== 'string') bytes = contents;
      },
    },
  );
  if (error || !bytes) throw new Error(`${source}: ${error?.message ?? ''}\n${said}`);
  return bytes;
}
