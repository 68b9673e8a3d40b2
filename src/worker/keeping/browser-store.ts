import { answerOf, BrowserSilentError, SLOW_SECONDS } from '../../core/waiting/answer-of.ts';
import { BROWSER_MS, within } from '../../core/waiting/within.ts';
import { openAccess, type Openable } from './access-handle.ts';
import { type OpenFile, piecesIn, readFrom } from './in-place.ts';
import { type FileStore, type FileWriter, piecesOf, requireWritten } from './file-store.ts';

/** Folder of the page's private file system in which checkpoints are kept. */
const FOLDER = 'checkpoints';

/** From here on it is worth opening a file to read it in place. */
const LARGE_BYTES = 1 << 18;

/**
 * The browser's private file system. Its files are written in place through access handles, which only workers have:
 * what was written before a tab was closed is there afterwards, without a copy.
 * `null` where there is none, as in some private windows and on pages without https, or where it does not answer.
 */
export async function openBrowserStore(
  storage: StorageManager | undefined,
): Promise<FileStore | null> {
  try {
    return await within(BROWSER_MS, openFolder(storage), () => null);
  } catch {
    return null;
  }
}

async function openFolder(storage: StorageManager | undefined): Promise<FileStore | null> {
  const root = await storage?.getDirectory?.();
  if (!root) return null;
  const ask = () => root.getDirectoryHandle(FOLDER, { create: true });
  return storeIn(await answerOf({ what: 'getDirectoryHandle', of: root, ask, again: true }));
}

/** A file that is open in place, for writing too. */
interface WritableFile extends OpenFile {
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
}

/** A file as workers have it: elsewhere it cannot be opened in place. */
type PrivateFile = Pick<FileSystemFileHandle, 'getFile'> & Openable<WritableFile>;

/** What stands under that name; asking again does no harm, since nothing is changed by it that has not been changed. */
function entryOf(
  folder: FileSystemDirectoryHandle,
  name: string,
  options?: FileSystemGetFileOptions,
): Promise<PrivateFile> {
  const ask = () => folder.getFileHandle(name, options) as Promise<object> as Promise<PrivateFile>;
  return answerOf({ what: 'getFileHandle', of: folder, ask, again: true });
}

function storeIn(folder: FileSystemDirectoryHandle): FileStore {
  // A file object is a picture of one moment and cannot be read after the file has grown: each read takes a new one.
  const fileOf = async (name: string): Promise<File | null> => {
    try {
      const entry = await entryOf(folder, name);
      const ask = () => entry.getFile();
      return await answerOf({ what: 'getFile', of: entry, ask, again: true });
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };
  const openInPlace = placeOpener(folder);
  const read: FileStore['read'] = async (name, begin, end) => {
    const handle = end - begin >= LARGE_BYTES ? await openInPlace(name) : null;
    const bytes = handle && readAndClose(handle, begin, end);
    if (bytes) return bytes;
    const file = await fileOf(name);
    return file ? bytesOf(file.slice(begin, end)) : new Uint8Array();
  };
  return {
    persistent: true,
    read,
    async *pieces(name, lengths) {
      const handle = await openInPlace(name);
      if (handle) yield* piecesIn(handle, lengths);
      else yield* piecesOf(read, name, lengths);
    },
    names: () => answerOf({ what: 'keys', of: folder, ask: () => namesIn(folder), again: true }),
    size: async (name) => (await fileOf(name))?.size ?? 0,
    open: async (name) => {
      return writerOf(await openAccess(await entryOf(folder, name, { create: true })));
    },
    remove: async (name) => {
      try {
        const ask = () => folder.removeEntry(name);
        await answerOf({ what: 'removeEntry', of: folder, ask, again: true });
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}

async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  const ask = () => part.arrayBuffer();
  const question = { what: 'arrayBuffer', of: part, ask, again: true, seconds: SLOW_SECONDS };
  return new Uint8Array(await answerOf(question));
}

async function namesIn(folder: FileSystemDirectoryHandle): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}

/**
 * Opens files where they lie, to read them without a way through the browser's other processes, which costs more than the reading.
 * `null` where that cannot be had, as while somebody else has the file open. A browser that has once not answered is not asked
 * again: a checkpoint is read in hundreds of pieces, and each would wait for it.
 */
function placeOpener(folder: FileSystemDirectoryHandle) {
  let silent = false;
  return async (name: string): Promise<OpenFile | null> => {
    if (silent) return null;
    try {
      return await openAccess(await entryOf(folder, name), 'read-only');
    } catch (error) {
      silent ||= error instanceof BrowserSilentError;
      return null;
    }
  };
}

/** `null` where the storage gives less than it says that there is, or refuses. */
function readAndClose(handle: OpenFile, begin: number, end: number) {
  try {
    return readFrom(handle, begin, end);
  } catch (error) {
    if (error instanceof RangeError) throw error;
    return null;
  } finally {
    handle.close();
  }
}

function writerOf(handle: WritableFile): FileWriter {
  return {
    write(bytes, at) {
      requireWritten(handle.write(bytes, { at }), bytes);
    },
    truncate: (size) => handle.truncate(size),
    flush: () => handle.flush(),
    close: () => handle.close(),
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}
