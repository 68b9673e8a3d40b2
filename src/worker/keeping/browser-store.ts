import { BROWSER_MS, within } from '../../core/waiting/within.ts';
import { type FileStore, type FileWriter, requireWritten } from './file-store.ts';

/** Folder of the page's private file system in which checkpoints are kept. */
const FOLDER = 'checkpoints';

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
  const folder = await root?.getDirectoryHandle(FOLDER, { create: true });
  return folder ? storeIn(folder) : null;
}

function storeIn(folder: FileSystemDirectoryHandle): FileStore {
  // A file object is a picture of one moment and cannot be read after the file has grown: each read takes a new one.
  const fileOf = async (name: string): Promise<File | null> => {
    try {
      return await (await folder.getFileHandle(name)).getFile();
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  };
  return {
    persistent: true,
    names: async () => {
      const names: string[] = [];
      for await (const name of folder.keys()) names.push(name);
      return names;
    },
    read: async (name, begin, end) => {
      const file = await fileOf(name);
      return new Uint8Array((await file?.slice(begin, end).arrayBuffer()) ?? new ArrayBuffer());
    },
    size: async (name) => (await fileOf(name))?.size ?? 0,
    open: async (name) => {
      const handle = await folder.getFileHandle(name, { create: true });
      return writerOf(await handle.createSyncAccessHandle());
    },
    remove: async (name) => {
      try {
        await folder.removeEntry(name);
      } catch (error) {
        if (!isMissing(error)) throw error;
      }
    },
  };
}

function writerOf(handle: FileSystemSyncAccessHandle): FileWriter {
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
