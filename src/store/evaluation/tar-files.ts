import { blobSource, type ByteSource, readExactly } from '../../core/archive/byte-source.ts';
import { tarEntries, type TarEntry } from '../../core/archive/tar-reader.ts';
import { webDatasetKey } from '../../core/archive/webdataset.ts';
import type { FoundFile } from './found.ts';

/** Small reads are answered from a window of this size, so that a class file does not cost a read of its own. */
const WINDOW_BYTES = 64 * 1024;
/** Digits and a line feed. */
const MOST_CLASS_BYTES = 32;

export interface TarFiles {
  readonly files: readonly FoundFile[];
  /** Class number by WebDataset key, from the `.cls` files; empty where there are none. */
  readonly classOfKey: ReadonlyMap<string, number>;
}

/**
 * The files of a tar archive, and the class numbers that WebDataset puts beside pictures. Headers and class files are
 * read; pictures when they are asked for.
 *
 * @throws ArchiveError
 */
export async function filesInTar(archive: Blob, stamp: string): Promise<TarFiles> {
  const source = windowed(blobSource(archive));
  const files: FoundFile[] = [];
  const classOfKey = new Map<string, number>();
  for await (const entry of tarEntries(source)) {
    const { key, extension } = webDatasetKey(entry.name);
    if (extension === 'cls') {
      const number = await classIn(source, entry);
      if (number !== null) classOfKey.set(key, number);
    }
    files.push({
      path: entry.name,
      bytes: entry.end - entry.begin,
      stamp: `${stamp} ${entry.begin} ${entry.end}`,
      read: () => Promise.resolve(archive.slice(entry.begin, entry.end)),
    });
  }
  return { files, classOfKey };
}

async function classIn(source: ByteSource, { begin, end }: TarEntry): Promise<number | null> {
  if (end - begin > MOST_CLASS_BYTES) return null;
  const text = new TextDecoder().decode(await readExactly(source, begin, end)).trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** The same source, read in larger pieces. */
function windowed(source: ByteSource): ByteSource {
  let begin = 0;
  let bytes: Uint8Array = new Uint8Array();
  return {
    size: source.size,
    read: async (from, to) => {
      if (from < begin || to > begin + bytes.length) {
        begin = from;
        bytes = await source.read(from, Math.min(source.size, Math.max(to, from + WINDOW_BYTES)));
      }
      return bytes.subarray(from - begin, to - begin);
    },
  };
}
