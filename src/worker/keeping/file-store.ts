/** Named files that keep their bytes at their places: the browser's own storage, or memory where there is none. */
export interface FileStore {
  /** Whether what is written is still there at the next visit. */
  readonly persistent: boolean;
  names(): Promise<readonly string[]>;
  /** Bytes of the file from `begin` up to, not including, `end`, in memory of their own; fewer where the file ends before. */
  read(name: string, begin: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
  /** The same of pieces that lie one behind the other from the start on, with the file opened once for all of them. */
  pieces(name: string, lengths: readonly number[]): AsyncIterable<Uint8Array<ArrayBuffer>>;
  /** Length of the file; 0 where there is none. */
  size(name: string): Promise<number>;
  /** Opens a file for writing, and makes it where there is none. One writer at a time: hold the file's lock. */
  open(name: string): Promise<FileWriter>;
  /** Removes a file; nothing happens where there is none. */
  remove(name: string): Promise<void>;
}

export interface FileWriter {
  /** Puts bytes at a place, over what is there. @throws DOMException `QuotaExceededError` where the storage is full */
  write(bytes: Uint8Array<ArrayBuffer>, at: number): void;
  /** Cuts the file off, or fills it up with zeros. */
  truncate(size: number): void;
  /** What was written is safe when this returns. */
  flush(): void;
  close(): void;
}

/** Pieces of a file that are read one by one, where a file need not be opened, or cannot stay open. */
export async function* piecesOf(
  read: FileStore['read'],
  name: string,
  lengths: readonly number[],
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let at = 0;
  for (const length of lengths) {
    yield await read(name, at, at + length);
    at += length;
  }
}

/** The whole text of a small file; `null` where there is none. */
export async function readText(store: FileStore, name: string): Promise<string | null> {
  const size = await store.size(name);
  return size === 0 ? null : new TextDecoder().decode(await store.read(name, 0, size));
}

/** Writes a small file anew. */
export async function writeText(store: FileStore, name: string, text: string): Promise<void> {
  const writer = await store.open(name);
  try {
    const bytes = new TextEncoder().encode(text);
    writer.truncate(0);
    writer.write(bytes, 0);
    writer.flush();
  } finally {
    writer.close();
  }
}

/**
 * A full disk takes a part of what it is given without complaint, or nothing: Chromium 156 then answers with the code -8
 * as a number without sign, which is larger than what was given.
 * @throws DOMException `QuotaExceededError` unless all of `bytes` was written
 */
export function requireWritten(written: number, bytes: Uint8Array): void {
  if (written === bytes.length) return;
  throw new DOMException('The storage is full.', 'QuotaExceededError');
}
