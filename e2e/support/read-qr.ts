import type { Locator } from '@playwright/test';
import { decode } from 'fast-png';
import { decodeQR } from 'qr/decode.js';

/** What a camera reads from a QR code on the page, by a reader that has nothing to do with what drew it. */
export async function readQr(code: Locator): Promise<string> {
  const { width, height, channels, data } = decode(await code.screenshot());
  const pixels = new Uint8Array(width * height * 4).fill(255);
  for (let at = 0; at < width * height; at++)
    for (let channel = 0; channel < 3; channel++)
      pixels[at * 4 + channel] = data[at * channels + channel] ?? 0;
  return decodeQR({ width, height, data: pixels });
}
