import { deflateSync } from 'node:zlib';
import { expect, type Locator, type Page } from '@playwright/test';

export interface FilePayload {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** CRC-32 of a PNG chunk. */
function crc(bytes: Buffer): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc(body), body.length + 4);
  return out;
}

/** A PNG of one colour; `claimed` writes another size into its header than its pixels have. */
export function png(
  name: string,
  [red, green, blue]: readonly [number, number, number],
  size = 48,
  claimed = size,
): FilePayload {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claimed, 0);
  header.writeUInt32BE(claimed, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.from([0, ...Array.from({ length: size }, () => [red, green, blue]).flat()]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: size }, () => row)));
  const buffer = Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name, mimeType: 'image/png', buffer };
}

/** An animated GIF of two frames, 2 x 2 pixels: the first red, the second blue. */
export function animatedGif(name: string): FilePayload {
  const head = 'R0lGODlhAgACAPABAP8AAAAA/yH/C05FVFNDQVBFMi4wAwEAAAA=';
  // A frame is its control block, its place, and four equal pixels in GIF's compression.
  const frame = (pixels: readonly [number, number, number]): Buffer =>
    Buffer.from([
      0x21,
      0xf9,
      4,
      0,
      10,
      0,
      0,
      0,
      0x2c,
      0,
      0,
      0,
      0,
      2,
      0,
      2,
      0,
      0,
      2,
      3,
      ...pixels,
      0,
    ]);
  const buffer = Buffer.concat([
    Buffer.from(head, 'base64'),
    frame([0x04, 0x00, 0x05]),
    frame([0x4c, 0x12, 0x05]),
    Buffer.from([0x3b]),
  ]);
  return { name, mimeType: 'image/gif', buffer };
}

/** A real JPEG, made by the browser, of a picture with some detail. */
export async function jpeg(page: Page, name: string): Promise<FilePayload> {
  const bytes = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 240);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser draws nothing.');
    for (let i = 0; i < 400; i++) {
      context.fillStyle = `hsl(${(i * 47) % 360} 80% ${20 + (i % 7) * 10}%)`;
      context.fillRect((i * 37) % 320, (i * 53) % 240, 24, 18);
    }
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  return { name, mimeType: 'image/jpeg', buffer: Buffer.from(bytes) };
}

/** Drops files onto the page as a person would. */
export async function dropFiles(page: Page, files: readonly FilePayload[]): Promise<void> {
  const data = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString('base64'),
  }));
  const transfer = await page.evaluateHandle((list) => {
    const dataTransfer = new DataTransfer();
    for (const { name, mimeType, base64 } of list) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dataTransfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return dataTransfer;
  }, data);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}

/** Pastes text into the field for new labels. */
export async function pasteText(page: Page, text: string): Promise<void> {
  const field = page.getByRole('textbox', { name: 'New label' });
  await field.focus();
  await field.evaluate((element, words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', words);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);
}

/** Pastes a picture into the page. */
export async function pastePicture(
  page: Page,
  { name, mimeType, buffer }: FilePayload,
): Promise<void> {
  await page.evaluate(
    ([name, type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name, { type }));
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    },
    [name, mimeType, buffer.toString('base64')] as const,
  );
}

/**
 * Drops files and folders of the disk, as the system's own file window does, until what is expected of them is there:
 * Chromium makes a drop a leave where the page's answer to the drag has not come back to it in time.
 */
export async function dropPaths(
  page: Page,
  paths: readonly string[],
  expected: Locator,
): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  await expect(async () => {
    for (const type of ['dragEnter', 'dragOver', 'dragOver', 'drop'] as const) {
      await session.send('Input.dispatchDragEvent', { type, x: 600, y: 400, data });
      // Two frames of the page, in which it answers.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
    }
    await expect(expected).toBeVisible({ timeout: 20_000 });
  }).toPass();
  await session.detach();
}

/** Drops what another page's picture or link carries: text by its type. */
export async function dropText(page: Page, texts: Readonly<Record<string, string>>): Promise<void> {
  const dataTransfer = await page.evaluateHandle((data) => {
    const transfer = new DataTransfer();
    for (const [type, text] of Object.entries(data)) transfer.setData(type, text);
    return transfer;
  }, texts);
  for (const type of ['dragenter', 'dragover', 'drop'])
    await page.dispatchEvent('body', type, { dataTransfer });
}
