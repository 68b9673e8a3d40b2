import { tensorsThatMustBeZero } from '../../core/checkpoint/load-plan.ts';
import { tensorsOf } from '../../core/checkpoint/readable-pieces.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { type ByteRange, totalBytes } from '../../core/hub/byte-ranges.ts';
import type { InspectedFile } from '../../engine/inspecting.ts';
import type { HeldFile, HoldOptions, Keeper, RemoteAddress } from '../keeping/keeper.ts';
import type { RemoteFile } from '../keeping/remote-file.ts';
import type { EnsureOptions } from '../keeping/download.ts';
import type { RangeSource } from '../keeping/range-source.ts';

/** From this share on, the whole file is downloaded: then its SHA-256 can be checked, and other columns use it too. */
const MOST = 0.9;

/** Files of one model that come from the web. */
export interface WebFiles {
  readonly files: readonly RemoteFile[];
  /** The files under the names that the report gives them. */
  readonly weights: readonly RangeSource[];
  /** Brings what the report takes from the files, and no more where the server gives parts. */
  bring(report: LoadReport, options: EnsureOptions): Promise<void>;
  release(): Promise<void>;
}

/** `null` for a file that may be missing and is. */
async function holdIfThere(
  keeper: Keeper,
  address: RemoteAddress,
  options: HoldOptions,
): Promise<HeldFile | null> {
  try {
    return await keeper.hold(address, options);
  } catch (error) {
    const missing =
      error instanceof Error &&
      'code' in error &&
      (error.code === 'download-status' || error.code === 'checkpoint-html');
    if (address.optional && missing) return null;
    throw error;
  }
}

/** Opens the files one after the other; if one fails, those before it are let go. */
export async function holdFiles(
  keeper: Keeper,
  addresses: readonly RemoteAddress[],
  options: HoldOptions,
): Promise<WebFiles> {
  const held: HeldFile[] = [];
  const release = async (): Promise<void> => {
    for (const file of held.splice(0)) await file.release();
  };
  try {
    for (const address of addresses) {
      const file = await holdIfThere(keeper, address, options);
      if (file) held.push(file);
    }
  } catch (error) {
    await release();
    throw error;
  }
  const files = held.map(({ file }) => file);
  const names = addresses.map(({ name }) => name);
  return {
    files,
    weights: files.map((file, index) => ({
      name: names[index] ?? file.name,
      get size() {
        return file.size;
      },
      read: (begin, end) => file.read(begin, end),
      whole: (call) => file.ensure([[0, file.size]], call),
      learnSize: (bytes) => file.learnSize(bytes),
      version: () => file.version(),
    })),
    release,
    async bring(report, options) {
      for (const [index, file] of files.entries()) {
        await file.ensure(neededRanges(report, names[index] ?? file.name, file.size), options);
      }
    },
  };
}

function neededRanges(report: LoadReport, name: string, size: number): readonly ByteRange[] {
  if (Object.values(report.ready ?? {}).includes(name)) return [[0, size]];
  const loaded = report.parameters.flatMap(({ provenance }) =>
    provenance.kind === 'loaded' ? provenance.pieces : [],
  );
  const ranges = [...loaded, ...tensorsThatMustBeZero(report)]
    .flatMap(tensorsOf)
    .filter(({ file }) => file === name)
    .map(({ tensor }): ByteRange => [tensor.begin, tensor.end]);
  return totalBytes(ranges) >= MOST * size ? [[0, size]] : ranges;
}

/** What the inspector says of a file. */
export function inspected(file: RemoteFile, kept: number): InspectedFile {
  const { size, validator } = file.record();
  return { name: file.name, bytes: size, kept, etag: validator, ranges: file.givesParts() };
}
