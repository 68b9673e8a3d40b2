import type { CallOptions } from '../../engine/calls.ts';

/** Bytes that can be read piece by piece, wherever they lie: a file on disk, a finished download, storage. */
export interface RangeSource {
  /** As the visitor knows it; unique within one model. */
  readonly name: string;
  readonly size: number;
  /** Brings all bytes at once, where reading them piece by piece would cost many requests. */
  readonly whole?: (options: CallOptions) => Promise<void>;
  /** Tells the length that the file's own header gives, where nobody has said it yet. */
  readonly learnSize?: (bytes: number) => Promise<void>;
  /** Where it comes from, and what tells this version of it from others; `null` where nothing does. */
  readonly version?: () => SourceVersion | null;
  /** The bytes from `begin` up to, not including, `end`, in memory of their own. */
  read(begin: number, end: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface SourceVersion {
  readonly url: string;
  readonly id: string;
  /** It stays in the browser's storage. */
  readonly kept: boolean;
}

/** A `File` or `Blob` as a source; its bytes stay where the browser keeps them until they are read. */
export function blobSource(name: string, blob: Blob): RangeSource {
  return {
    name,
    size: blob.size,
    read: async (begin, end) => new Uint8Array(await blob.slice(begin, end).arrayBuffer()),
  };
}
