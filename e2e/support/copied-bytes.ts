import type { Page } from '@playwright/test';

declare const most: { bytes: number };

/** From the next load on, notes how many bytes of numbers the page's thread copies at once: in a message to a worker, or for a record of its database. */
export async function watchCopies(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const noted: typeof most = { bytes: 0 };
    Object.assign(globalThis, { most: noted });
    /** What is reached from a message, each memory once; what is moved, or shared, is not copied. */
    const bytesIn = (message: unknown, moved: readonly unknown[]): number => {
      const seen = new Set<unknown>(moved);
      let bytes = 0;
      const visit = (value: unknown): void => {
        if (typeof value !== 'object' || value === null || seen.has(value)) return;
        seen.add(value);
        if (value instanceof ArrayBuffer) bytes += value.byteLength;
        else if (ArrayBuffer.isView(value)) visit(value.buffer);
        else for (const inner of Object.values(value)) visit(inner);
      };
      visit(message);
      return bytes;
    };
    const note = (value: unknown, moved: readonly unknown[] = []): void => {
      noted.bytes = Math.max(noted.bytes, bytesIn(value, moved));
    };
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (
      this: Worker,
      message: unknown,
      moved?: Transferable[] | StructuredSerializeOptions,
    ) {
      const transfer = Array.isArray(moved) ? moved : (moved?.transfer ?? []);
      note(message, transfer);
      postMessage.call(this, message, { transfer });
    };
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...record) {
      note(record[0]);
      return put.apply(this, record);
    };
  });
}

/** The most bytes that were copied at once since the page was loaded. */
export function mostCopied(page: Page): Promise<number> {
  return page.evaluate(() => most.bytes);
}
