import type { Precision } from '../core/model/precision.ts';

/** Which weights were prepared. */
export interface KeptPreparation {
  readonly tower: 'image' | 'text';
  readonly precision: Precision;
}

/** A file that was downloaded, or begun; or weights that were made of one, so that it need not be done again. */
export interface KeptFile {
  readonly url: string;
  readonly name: string;
  /** Bytes that are here, and of the whole (`null` where it is not known yet). */
  readonly bytes: number;
  readonly size: number | null;
  readonly complete: boolean;
  readonly etag: string | null;
  readonly sha256: string | null;
  /** The bytes had that SHA-256. */
  readonly checked: boolean;
  /** Milliseconds since 1970. */
  readonly lastUsed: number;
  /** By a loaded model of this or another tab; it cannot be deleted. */
  readonly inUse: boolean;
  /** Missing for what was downloaded. Else `url` is that of the file that they were made of, and which ones behind a `#`. */
  readonly prepared?: KeptPreparation;
}

export interface StorageReport {
  /** `false`: the browser keeps nothing (a private window, or no https); files stay in memory. */
  readonly available: boolean;
  readonly files: readonly KeptFile[];
  /** Bytes, as far as the browser says; `null` where it does not. */
  readonly usage: number | null;
  readonly quota: number | null;
}
