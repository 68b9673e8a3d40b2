import { EngineError } from '../../engine/errors.ts';
import type { KeptRecord } from './kept-record.ts';

/** Parts of two versions do not belong together. */
export function changed({ url }: KeptRecord): EngineError {
  return new EngineError(
    'download-changed',
    `The file at ${url} was replaced by another one while it was downloaded, so the parts do not belong together. Nothing of it was kept: load it again.`,
    { url },
  );
}

/** What is wanted lies at the end of a file that comes only as a whole. */
export function withoutRanges({ url }: KeptRecord): EngineError {
  return new EngineError(
    'server-without-ranges',
    `The server of ${url} sends whole files only, and what this one holds is told at its end. Load it without a look, or choose a .safetensors file.`,
    { url },
  );
}

/** Listing and server, or two answers of the server, do not agree. */
export function wrongLength({ url, size }: KeptRecord, actual: number): EngineError {
  return new EngineError(
    'download-wrong-length',
    `The server sent a file of another length than announced (${actual} bytes instead of ${size ?? 'unknown'}) for ${url}. Nothing of it was kept: check the address, or try again later.`,
    { url, expected: size ?? 0, actual },
  );
}
