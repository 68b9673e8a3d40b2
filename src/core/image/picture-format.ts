import { isBmp } from './bmp-facts.ts';
import { heifFormat } from './heif-facts.ts';
import { hasText } from './read-bytes.ts';

/** `image/${format}` is its media type. HEIC is decoded by some browsers only. */
export type PictureFormat = 'png' | 'jpeg' | 'gif' | 'webp' | 'bmp' | 'avif' | 'heic';

/** The format that a file's first bytes say, of those that are read here; `undefined` for anything else. */
export function pictureFormat(bytes: Uint8Array): PictureFormat | undefined {
  if (hasText(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png';
  if (hasText(bytes, 0, '\xff\xd8\xff')) return 'jpeg';
  if (hasText(bytes, 0, 'GIF87a') || hasText(bytes, 0, 'GIF89a')) return 'gif';
  if (hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP')) return 'webp';
  if (isBmp(bytes)) return 'bmp';
  return heifFormat(bytes);
}
