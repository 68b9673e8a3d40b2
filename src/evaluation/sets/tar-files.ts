import { type ByteSource, readExactly } from '../../core/archive/byte-source.ts';
import { tarEntries, type TarEntry } from '../../core/archive/tar-reader.ts';
import { webDatasetKey } from '../../core/archive/webdataset.ts';
import type { Place } from '../../core/dataset/place.ts';
import type { ListedFile } from './found.ts';

/** Small reads are answered from a window of this size, so that a class file does not cost a read of its own. */
const WINDOW_BYTES = 64 * 1024;
/** Longest text beside a picture that can tell its class. */
const MOST_TEXT_BYTES = 16 * 1024;
/** Texts of one archive that are kept. */
const MOST_TEXTS_BYTES = 64 * 2 ** 20;

/** A file of a tar archive, which is a part of the archive's bytes. */
export interface TarredFile extends ListedFile {
  readonly blob: () => Promise<Blob>;
}

/**
 * The files of a tar archive. Headers are read, and the short texts that WebDataset puts beside pictures; pictures when they are
 * asked for.
 *
 * @param whole the archive's bytes
 * @throws CodedError
 */
export async function filesInTar(
  archive: Blob,
  whole: ByteSource,
  stamp: string,
  around: Place,
): Promise<TarredFile[]> {
  const source = windowed(whole);
  const files: TarredFile[] = [];
  let texts = 0;
  for await (const entry of tarEntries(source)) {
    const { name, begin, end } = entry;
    const text = texts < MOST_TEXTS_BYTES ? await textBeside(source, entry) : null;
    texts += text?.length ?? 0;
    const bytes = archive.slice(begin, end);
    files.push({
      around,
      name,
      rawName: null,
      bytes: end - begin,
      stamp: `${stamp} ${begin} ${end}`,
      read: () => Promise.resolve(bytes),
      take: async () => (await readExactly(whole, begin, end)).slice(),
      head: async (length) => new Uint8Array(await bytes.slice(0, length).arrayBuffer()),
      packing: null,
      text,
      blob: () => Promise.resolve(bytes),
    });
  }
  return files;
}

async function textBeside(
  source: ByteSource,
  { name, begin, end }: TarEntry,
): Promise<string | null> {
  const { extension } = webDatasetKey(name);
  if (!['cls', 'txt', 'json'].includes(extension) || end - begin > MOST_TEXT_BYTES) return null;
  return new TextDecoder().decode(await readExactly(source, begin, end));
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
