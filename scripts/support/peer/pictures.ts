import type { Page } from '@playwright/test';

/** Pictures that lie ready in a page under a name. */
export interface PictureOrder {
  readonly key: string;
  readonly count: number;
  readonly width: number;
  readonly height: number;
  /** Another seed gives other files. */
  readonly seed: number;
}

/**
 * Makes JPEG files in the page, before anything is measured. They look alike, and each has a comment of its own, so that no
 * two are the same file; shapes and grain give them the bytes of a photograph.
 */
export async function makePictures(page: Page, order: PictureOrder): Promise<void> {
  await page.evaluate(async ({ key, count, width, height, seed }) => {
    const shelf = globalThis as unknown as {
      bases?: Record<string, Promise<ArrayBuffer>>;
      pictures?: Record<string, Blob[]>;
    };
    let state = 1;
    const draw = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const base = async (): Promise<ArrayBuffer> => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d');
      const grain = new OffscreenCanvas(256, 256);
      const grains = grain.getContext('2d');
      if (!context || !grains) throw new Error('There is no canvas here.');
      for (let i = 0; i < 200; i++) {
        context.fillStyle = `hsl(${draw() * 360} ${draw() * 80}% ${draw() * 100}% / 0.7)`;
        context.beginPath();
        const reach = (draw() * width) / 4;
        context.ellipse(draw() * width, draw() * height, reach, reach / 2, draw() * 3, 0, 7);
        context.fill();
      }
      const noise = grains.createImageData(256, 256);
      noise.data.forEach((_, i) => {
        noise.data[i] = i % 4 === 3 ? 24 : draw() * 256;
      });
      grains.putImageData(noise, 0, 0);
      context.fillStyle = context.createPattern(grain, 'repeat') ?? '';
      context.fillRect(0, 0, width, height);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
      return blob.arrayBuffer();
    };
    const bases = (shelf.bases ??= {});
    const jpeg = await (bases[`${width} ${height}`] ??= base());
    const pictures = Array.from({ length: count }, (_, index) => {
      const text = new TextEncoder().encode(`${seed} ${index}`);
      // A comment (COM) behind the two bytes with which a JPEG begins; its length counts itself.
      const comment = new Uint8Array([0xff, 0xfe, 0, text.length + 2, ...text]);
      return new Blob([jpeg.slice(0, 2), comment, jpeg.slice(2)], { type: 'image/jpeg' });
    });
    (shelf.pictures ??= {})[key] = pictures;
  }, order);
}

/** Decodes those pictures with the browser's decoder, one after the other, to its planes, and no more: what no page can do without. */
export async function decodePictures(page: Page, key: string): Promise<void> {
  await page.evaluate(async (key) => {
    const { pictures } = globalThis as unknown as { pictures: Record<string, Blob[]> };
    for (const picture of pictures[key] ?? []) {
      const decoder = new ImageDecoder({ data: await picture.arrayBuffer(), type: picture.type });
      const { image } = await decoder.decode();
      await image.copyTo(new Uint8Array(image.allocationSize()));
      image.close();
      decoder.close();
    }
  }, key);
}
