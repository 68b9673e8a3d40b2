import { writeFileSync } from 'node:fs';
import type { FirstVisit } from '../src/app/read-first-visit.ts';
import { fillTemplate } from '../src/core/text/fill-template.ts';
import type { Engine } from '../src/engine/contract.ts';
import { DEFAULT_LABELS, DEFAULT_PICTURES, DEFAULT_TEMPLATE } from '../src/store/defaults.ts';
import { openPage, withBrowser, withPreview } from './support/browser.ts';

declare const zeroShot: Engine;

/**
 * Writes `public/first-visit.json`: what the built-in model says about the first visit's pictures and labels, computed by
 * the page's own engine in a real browser. To be run again whenever the model, the default pictures or labels change.
 */
const OUTPUT = 'public/first-visit.json';
const FILES = { complete: 'open_clip_model', 'vision-only': 'vision-only' } as const;

const found = await withPreview((url) =>
  withBrowser(async (browser) => {
    const page = await openPage(browser, url);
    return page.evaluate(
      async ({ pictures, prompts, files }): Promise<FirstVisit> => {
        const blobs = await Promise.all(
          pictures.map(async (file) => (await fetch(`samples/${file}`)).blob()),
        );
        const base64 = (values: Float32Array) =>
          btoa(
            Array.from(new Uint8Array(values.slice().buffer), (byte) =>
              String.fromCharCode(byte),
            ).join(''),
          );
        let images = '';
        const columns = [];
        for (const { file, name } of files) {
          const loaded = await zeroShot.load(
            { url: `models/mini/${name}.safetensors` },
            { device: 'wasm' },
          );
          const encoded = await zeroShot.encodeImages(loaded.id, blobs);
          images = base64(encoded.data);
          const { data } = await zeroShot.encodeTexts(loaded.id, prompts);
          columns.push({ file, loaded, texts: base64(data) });
        }
        return { pictures: pictures.map((file) => `sample ${file}`), prompts, images, columns };
      },
      {
        pictures: [...DEFAULT_PICTURES],
        prompts: DEFAULT_LABELS.map((label) => fillTemplate(DEFAULT_TEMPLATE, label)),
        files: (['complete', 'vision-only'] as const).map((file) => ({ file, name: FILES[file] })),
      },
    );
  }),
);
writeFileSync(OUTPUT, `${JSON.stringify(found)}\n`);
console.log(`${OUTPUT}: ${found.pictures.length} pictures, ${found.prompts.length} prompts`);
