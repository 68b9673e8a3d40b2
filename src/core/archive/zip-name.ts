import { decodeCharset, decodeUtf8 } from '../charset/charset.ts';
import { crc32 } from './crc32.ts';

const UTF8_FLAG = 0x800;

/** A name in a zip archive's directory. */
export interface ZipName {
  readonly text: string;
  /** The name's bytes where the archive does not say how they are written and they are not plain ASCII. */
  readonly raw: Uint8Array | null;
}

/**
 * A name by its Unicode path field (PKWARE APPNOTE 6.3.10, section 4.6.9), which counts where its checksum is that of the
 * name; else as UTF-8 where the flags say so or it is that throughout; else in code page 437, as the standard has it.
 *
 * @param unicodePath the extra field 0x7075
 */
export function zipName(bytes: Uint8Array, flags: number, unicodePath: DataView | null): ZipName {
  const given = unicodePath && nameOfField(unicodePath, bytes);
  if (given) return { text: given, raw: null };
  const utf8 = decodeUtf8(bytes);
  const told = (flags & UTF8_FLAG) !== 0 || bytes.every((byte) => byte < 0x80);
  if (utf8 !== null) return { text: utf8, raw: told ? null : bytes };
  return { text: decodeCharset(bytes, 'cp437'), raw: bytes };
}

function nameOfField(field: DataView, name: Uint8Array): string | null {
  if (field.byteLength < 6 || field.getUint8(0) !== 1) return null;
  if (field.getUint32(1, true) !== crc32(name)) return null;
  return decodeUtf8(new Uint8Array(field.buffer, field.byteOffset + 5, field.byteLength - 5));
}
