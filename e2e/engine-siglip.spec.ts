import { expect, test, type Page } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { exportedPair } from '../src/testing/exported-pairs.ts';
import { mobile, MOBILE_KINDS, mobileFile, mobileJson } from '../src/testing/mobile.ts';
import { SIGLIP_FILE, siglipIds, siglipPixels, siglipReference } from '../src/testing/siglip.ts';
import { relativeError, serveGolden } from './support/golden.ts';

declare const zeroShot: Engine;

/** What is loaded, and what it is to encode: numbers of pixels, or pictures by their paths. */
interface Wanted {
  readonly files: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, string>>;
  readonly pixels?: { readonly values: readonly number[]; readonly dims: readonly number[] };
  readonly pictures?: readonly string[];
  /** Token ids, or words. */
  readonly ids:
    | { readonly inputIds: readonly number[]; readonly dims: readonly number[] }
    | { readonly words: readonly string[] };
  readonly device: 'wasm' | 'webgpu';
}

function encode(page: Page, wanted: Wanted) {
  return page.evaluate(async ({ files, json, pixels, pictures = [], ids, device }) => {
    const bytes = async (path: string) => (await fetch(`golden/${path}`)).arrayBuffer();
    const binary = Object.entries(files).map(
      async ([name, path]) => new File([await bytes(path)], name),
    );
    const given = [
      ...(await Promise.all(binary)),
      ...Object.entries(json).map(([name, content]) => new File([content], name)),
    ];
    const { id, model } = await zeroShot.load(given, { device });
    const seen = await zeroShot.encodeImages(
      id,
      pixels
        ? {
            pixelValues: Float32Array.from(pixels.values),
            dims: pixels.dims as unknown as readonly [number, number, number, number],
          }
        : await Promise.all(pictures.map(async (path) => new Blob([await bytes(path)]))),
    );
    const read = await zeroShot.encodeTexts(
      id,
      'words' in ids
        ? ids.words
        : {
            inputIds: [...ids.inputIds],
            dims: ids.dims as unknown as readonly [number, number],
          },
    );
    const { kind } = await zeroShot.device();
    await zeroShot.release(id);
    const scoring = model.scoring?.kind ?? 'softmax';
    return { images: [...seen.data], texts: [...read.data], kind, scoring };
  }, wanted);
}

test("SigLIP's and MobileCLIP's own files and pairs that PyTorch exported give PyTorch's embeddings", async ({
  page,
}, { project }) => {
  const device = project.name === 'webgpu' ? 'webgpu' : 'wasm';
  await serveGolden(page);
  // The engine has the machine to itself: the page's own models are not loaded.
  await page.route('**/models/mini/*', (route) => route.abort());
  await page.goto(`./#device=${device}`);
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(2);
  const { pixelValues, dims } = siglipPixels();
  const whole = await encode(page, {
    device,
    files: { 'model.safetensors': SIGLIP_FILE },
    json: { 'config.json': JSON.stringify(siglipReference.config) },
    pixels: { values: [...pixelValues], dims },
    ids: siglipIds,
  });
  expect(whole).toMatchObject({ kind: device, scoring: 'sigmoid' });
  expect(relativeError(whole.images, siglipReference.image_embeds.flat())).toBeLessThan(1e-4);
  expect(relativeError(whole.texts, siglipReference.text_embeds.flat())).toBeLessThan(1e-4);
  for (const [name, scoring] of [
    ['siglip2', 'sigmoid'],
    ['mobileclip', 'softmax'],
  ] as const)
    await test.step(name, async () => {
      const { graphs, json, pictures, ids, images, texts } = exportedPair(name);
      const found = await encode(page, { device, files: graphs, json, pictures, ids });
      expect(found).toMatchObject({ kind: device, scoring });
      expect(relativeError(found.images, images)).toBeLessThan(1e-4);
      expect(relativeError(found.texts, texts)).toBeLessThan(1e-4);
    });
  for (const kind of MOBILE_KINDS)
    await test.step(`MobileCLIP around timm's ${kind}`, async () => {
      const { image_embeds, text_embeds } = mobile[kind];
      const found = await encode(page, {
        device,
        files: { 'open_clip_model.safetensors': mobileFile(kind) },
        json: mobileJson(kind),
        pictures: mobile.pictures,
        ids: { words: mobile.texts },
      });
      expect(found).toMatchObject({ kind: device, scoring: 'softmax' });
      expect(relativeError(found.images, image_embeds.flat())).toBeLessThan(1e-4);
      expect(relativeError(found.texts, text_embeds.flat())).toBeLessThan(1e-4);
    });
});
