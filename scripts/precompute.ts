import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { FirstVisit } from '../src/store/first-visit/read-first-visit.ts';
import { BUILT_IN } from '../src/core/hub/built-in-model.ts';
import { fillTemplate } from '../src/core/text/fill-template.ts';
import type { Engine } from '../src/engine/contract.ts';
import { FIRST_LABELS, DEFAULT_PICTURES, DEFAULT_TEMPLATE } from '../src/store/defaults.ts';
import { everydayWords, taughtWords } from '../src/core/text/everyday-words.ts';
import { KIND_LABELS, KIND_PICTURES } from '../src/store/lesson/kinds.ts';
import { LANGUAGE_NAMES } from '../src/words/languages.ts';
import { openPage, withBrowser, withPreview } from './support/browser.ts';
import { writeWordVectors } from './support/write-word-vectors.ts';

declare const zeroShot: Engine;

/**
 * Writes `public/first-visit.json` and `public/lesson.json`: what the built-in model says about the pictures and labels of
 * the first visit, and of the pages of the lesson that have their own, computed by the page's own engine in a real browser; and
 * `public/models/mini/everyday-words-*.safetensors`: everyday words as its text tower sees them, to tell which labels fit.
 * To be run again whenever the model, those pictures or labels change.
 */
interface Asked {
  readonly output: string;
  readonly pictures: readonly string[];
  readonly labels: readonly string[];
}

const ASKED: readonly Asked[] = [
  {
    output: 'public/first-visit.json',
    pictures: DEFAULT_PICTURES,
    labels: LANGUAGE_NAMES.flatMap((language) => FIRST_LABELS[language]),
  },
  {
    output: 'public/lesson.json',
    pictures: KIND_PICTURES.map(({ file }) => file),
    labels: LANGUAGE_NAMES.flatMap((language) => KIND_LABELS[language]),
  },
];

function compute(page: Page, { pictures, labels }: Asked): Promise<FirstVisit> {
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
        const loaded = await zeroShot.load({ url: `models/mini/${name}` }, { device: 'wasm' });
        const encoded = await zeroShot.encodeImages(loaded.id, blobs);
        images = base64(encoded.data);
        const { data } = await zeroShot.encodeTexts(loaded.id, prompts);
        columns.push({ file, loaded, texts: base64(data) });
      }
      return { pictures: pictures.map((file) => `sample ${file}`), prompts, images, columns };
    },
    {
      pictures: [...pictures],
      prompts: labels.map((label) => fillTemplate(DEFAULT_TEMPLATE, label)),
      files: (['complete', 'vision-only'] as const).map((file) => ({ file, name: BUILT_IN[file] })),
    },
  );
}

/** The names of drawings, as the shelf has them. */
const { samples: DRAWINGS } = JSON.parse(readFileSync('public/samples/index.json', 'utf8')) as {
  readonly samples: readonly { readonly en: string; readonly zh: string }[];
};

/**
 * The words of a language that the built-in model has to tell apart. Chinese ones that it was not taught it takes for others:
 * with them, the right word is among the closest three of 87 % of the drawings, without them of 95 %.
 */
const wordsOf = (language: 'en' | 'zh'): Promise<readonly string[]> =>
  (language === 'zh' ? taughtWords : everydayWords)(DRAWINGS, language);

async function computeWords(page: Page, words: readonly string[]): Promise<Buffer> {
  const { tower, dims, data } = await page.evaluate(
    async ({ prompts, url }) => {
      const { id, model } = await zeroShot.load({ url }, { device: 'wasm' });
      const matrix = await zeroShot.encodeTexts(id, prompts);
      return { tower: model.fingerprints.text, dims: matrix.dims, data: [...matrix.data] };
    },
    {
      prompts: words.map((word) => fillTemplate(DEFAULT_TEMPLATE, word)),
      url: `models/mini/${BUILT_IN.complete}`,
    },
  );
  return writeWordVectors({ tower, words, vectors: { data: Float32Array.from(data), dims } });
}

await withPreview((url) =>
  withBrowser(async (browser) => {
    for (const asked of ASKED) {
      // A page of its own: ids of models begin anew.
      const found = await compute(await openPage(browser, url), asked);
      writeFileSync(asked.output, `${JSON.stringify(found)}\n`);
      console.log(
        `${asked.output}: ${found.pictures.length} pictures, ${found.prompts.length} prompts`,
      );
    }
    for (const language of LANGUAGE_NAMES) {
      const words = await wordsOf(language);
      const output = `public/models/mini/everyday-words-${language}.safetensors`;
      const file = await computeWords(await openPage(browser, url), words);
      writeFileSync(output, file);
      console.log(`${output}: ${words.length} words, ${file.length} bytes`);
    }
  }),
);
