import { expect, test, type Page } from '@playwright/test';
import type { Engine } from '../src/engine/contract.ts';
import { TURNED, UPRIGHT } from '../src/testing/turned-pictures.ts';
import {
  goldenIndex,
  goldenPath,
  goldenText,
  relativeError,
  serveGolden,
} from './support/golden.ts';
import { lowestCosine } from '../src/testing/lowest-cosine.ts';

declare const zeroShot: Engine;

const index = goldenIndex();

interface Encoding {
  readonly images: number[];
  readonly texts: number[];
  readonly verdict: string;
  readonly device: string;
}

/** Loads a reference checkpoint through the console API and encodes the reference inputs. */
async function encode(
  page: Page,
  file: string,
  device: 'wasm' | 'webgpu',
  precision: 'fp32' | 'int8' = 'fp32',
): Promise<Encoding> {
  const checkpoint = index.checkpoints[file];
  if (!checkpoint) throw new Error(`No reference named ${file}.`);
  const pixels = index[checkpoint.pixel_values ?? 'pixel_values'] as {
    shape: number[];
    file: string;
  };
  const request = {
    file,
    device,
    precision,
    config: JSON.stringify({ model_cfg: index[checkpoint.config ?? 'config'] }),
    activation: checkpoint.activation,
    pixels,
    ids: index.input_ids.flat(),
    idDims: [index.input_ids.length, index.input_ids[0]?.length ?? 0] as const,
  };
  return page.evaluate(async (wanted) => {
    const bytes = async (name: string) => (await fetch(`golden/${name}`)).arrayBuffer();
    const files = [
      new File([await bytes(wanted.file)], wanted.file),
      new File([wanted.config], 'open_clip_config.json'),
    ];
    const { id, report } = await zeroShot.load(files, {
      device: wanted.device,
      precision: wanted.precision,
      activation: wanted.activation,
    });
    const images = await zeroShot.encodeImages(id, {
      pixelValues: new Float32Array(await bytes(wanted.pixels.file)),
      dims: wanted.pixels.shape as unknown as readonly [number, number, number, number],
    });
    const texts = await zeroShot.encodeTexts(id, { inputIds: wanted.ids, dims: wanted.idDims });
    const { kind } = await zeroShot.device();
    await zeroShot.release(id);
    return {
      images: [...images.data],
      texts: [...texts.data],
      verdict: report.verdict.kind,
      device: kind,
    };
  }, request);
}

test.beforeEach(async ({ page }, { project }) => {
  await serveGolden(page);
  // The engine has the machine to itself: the page's own models are not loaded.
  await page.route('**/models/mini/*', (route) => route.abort());
  // The page asks for the device that the story asks for, or the two would take turns.
  await page.goto(`./#device=${project.name === 'webgpu' ? 'webgpu' : 'wasm'}`);
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(2);
});

test("every reference checkpoint gives PyTorch's embeddings", async ({ page }, { project }) => {
  const device = project.name === 'webgpu' ? 'webgpu' : 'wasm';
  const images = new Map<string, number[]>();
  // One page for all: they are loaded and released one after the other, as a visitor would.
  for (const [file, checkpoint] of Object.entries(index.checkpoints)) {
    // Two of the nine are only in the full set: each of their layouts and activations is in another one too.
    if (!goldenPath(file)) {
      test.info().annotations.push({ type: 'not at hand', description: file });
      continue;
    }
    await test.step(file, async () => {
      const result = await encode(page, file, device);
      images.set(file, result.images);
      const bound = checkpoint.dtype ? 2e-3 : 1e-4;
      const { image_embeds: image, text_embeds: text, has_text: complete } = checkpoint;
      expect.soft(result.device, file).toBe(device);
      expect.soft(relativeError(result.images, image.flat()), file).toBeLessThan(bound);
      expect.soft(result.verdict, file).toBe(complete ? 'complete' : 'vision-only');
      const error = relativeError(result.texts, text.flat());
      if (complete) expect.soft(error, file).toBeLessThan(bound);
      else expect.soft(error, file).toBeGreaterThan(0.1);
    });
  }
  // The same image side, in a file of its own: the very same embeddings.
  expect(images.size).toBeGreaterThanOrEqual(7);
  const whole = images.get('tiny-quickgelu-openclip.safetensors');
  expect(images.get('tiny-quickgelu-timm.safetensors')).toEqual(whole);
});

test('in 8 bits every row is the same to the bit on one thread and on several, alone and in a batch', async ({
  page,
}, { project }) => {
  test.skip(project.name === 'webgpu', 'models in 8 bits run on the processor everywhere');
  const file = 'tiny-quickgelu-openclip.safetensors';
  const several = await encode(page, file, 'wasm', 'int8');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const { image_embeds: image, text_embeds: text } = index.checkpoints[file] ?? {};
  // Twelve layers of rounding to whole numbers; derived beside the same bound of the unit test.
  expect(lowestCosine(several.images, image ?? [])).toBeGreaterThan(0.99);
  expect(lowestCosine(several.texts, text ?? [])).toBeGreaterThan(0.99);
  // A host without isolation headers gives one thread.
  await page.route('**/*', async (route) => {
    const response = await route.fetch();
    const headers = { ...response.headers() };
    delete headers['cross-origin-embedder-policy'];
    await route.fulfill({ response, headers });
  });
  await serveGolden(page);
  await page.route('**/models/mini/*', (route) => route.abort());
  await page.reload();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  const alone = await encode(page, file, 'wasm', 'int8');
  expect(alone.images).toEqual(several.images);
  expect(alone.texts).toEqual(several.texts);
});

test('every reference picture is cropped as Pillow and torchvision crop it', async ({ page }, {
  project,
}) => {
  test.skip(project.name === 'webgpu', 'the crop does not depend on the device');
  const { transparent } = index;
  const wanted = [
    ...index.pictures.map(({ file, size, crop }) => ({
      file,
      size,
      crop,
      alpha: 'white' as const,
    })),
    { ...transparent, crop: transparent.on_white, alpha: 'white' as const },
    { ...transparent, crop: transparent.alpha_dropped, alpha: 'as-pillow' as const },
  ];
  const differences = await page.evaluate(async (pictures) => {
    const get = async (name: string) => (await fetch(`golden/${name}`)).blob();
    const models = new Map<number, string>();
    const found: { crop: string; largest: number }[] = [];
    for (const { file, size, crop, alpha } of pictures) {
      if (!models.has(size)) {
        const config = {
          embed_dim: 8,
          vision_cfg: { image_size: size, layers: 1, width: 64, patch_size: size / 2 },
          text_cfg: { context_length: 8, vocab_size: 64, width: 64, heads: 1, layers: 1 },
        };
        models.set(size, (await zeroShot.load({ config })).id);
      }
      const id = models.get(size) ?? '';
      // The reference crop has the size of the crop already: it passes through unchanged.
      const expected = await zeroShot.preprocess(id, await get(crop));
      const actual = await zeroShot.preprocess(id, await get(file), { alpha });
      let largest = actual.data.length === size * size * 3 ? 0 : 255;
      for (const [i, value] of expected.data.entries()) {
        largest = Math.max(largest, Math.abs(value - (actual.data[i] ?? 255)));
      }
      found.push({ crop, largest });
    }
    return found;
  }, wanted);
  expect(differences.filter(({ largest }) => largest > 1)).toEqual([]);
  expect(differences).toHaveLength(wanted.length);
});

interface Kinds {
  readonly size: number;
  readonly files: Readonly<
    Record<string, { width: number; height: number; pillow: number; white: number }>
  >;
}

test('pictures of every odd kind are cropped as Pillow crops them, under both rules', async ({
  page,
}, { project }) => {
  test.skip(project.name === 'webgpu', 'the crop does not depend on the device');
  const kinds = JSON.parse(goldenText('kinds/index.json')) as Kinds;
  const found = await page.evaluate(async ({ size, files }) => {
    const config = {
      embed_dim: 8,
      vision_cfg: { image_size: size, layers: 1, width: 64, patch_size: size / 2 },
      text_cfg: { context_length: 8, vocab_size: 64, width: 64, heads: 1, layers: 1 },
    };
    const { id } = await zeroShot.load({ config });
    const get = (name: string) => fetch(`golden/kinds/${name}`);
    const crops = new Uint8Array(await (await get('crops.u8')).arrayBuffer());
    const lines: { file: string; rule: string; largest: number; size: string; notes: string }[] =
      [];
    for (const [file, { pillow, white }] of Object.entries(files)) {
      const blob = await (await get(file)).blob();
      for (const [alpha, at] of [
        ['white', white],
        ['as-pillow', pillow],
      ] as const) {
        const crop = await zeroShot.preprocess(id, blob, { alpha });
        const differences = crop.data.map((value, i) => Math.abs(value - (crops[at + i] ?? 0)));
        lines.push({
          file,
          rule: alpha,
          largest: Math.max(...differences),
          size: `${crop.width} ${crop.height}`,
          notes: crop.notes.join(),
        });
      }
    }
    return lines;
  }, kinds);
  expect(found).toHaveLength(Object.keys(kinds.files).length * 2);
  expect(found.filter(({ largest }) => largest > 1)).toEqual([]);
  const sizes = Object.entries(kinds.files).flatMap(([, { width, height }]) => {
    const size = `${width} ${height}`;
    return [size, size];
  });
  expect(found.map(({ size }) => size)).toEqual(sizes);
  const noted = (note: string): string[] => [
    ...new Set(
      found.filter(({ notes }) => notes.split(',').includes(note)).map(({ file }) => file),
    ),
  ];
  expect(noted('grey-16')).toHaveLength(4);
  expect(noted('empty-alpha')).toEqual(['v5-mask-empty.bmp']);
  expect(noted('no-end').every((file) => /^(no-|default-apart-no-end)/.test(file))).toBe(true);
  expect(noted('no-end')).toHaveLength(7);
  expect(noted('still')).toEqual(['default-apart.png', 'default-apart-no-end.png']);
});

/** The first picture with a wrong checksum of its pixels, which Pillow does not look at. */
function damaged(): (typeof TURNED)[number][] {
  const [[, orientation, base64]] = TURNED as [(typeof TURNED)[number]];
  const bytes = Buffer.from(base64, 'base64');
  const at = bytes.indexOf('IDAT');
  bytes.writeUInt32BE(7, at + 4 + bytes.readUInt32BE(at - 4));
  return [['png with a wrong checksum', orientation, bytes.toString('base64')]];
}

/** The largest difference from the pixels that Pillow has turned, by picture. */
function turnedBy(page: Page): Promise<readonly (readonly [string, number])[]> {
  return page.evaluate(
    async ({ turned, upright }) => {
      const config = {
        embed_dim: 8,
        vision_cfg: { image_size: 4, layers: 1, width: 64, patch_size: 2 },
        text_cfg: { context_length: 8, vocab_size: 64, width: 64, heads: 1, layers: 1 },
      };
      const { id } = await zeroShot.load({ config });
      const crop = async (base64: string) =>
        zeroShot.preprocess(id, await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const found: (readonly [string, number])[] = [];
      for (const [name, orientation, base64] of turned) {
        const kind = name.startsWith('jpeg') ? 'grey' : 'colour';
        const wanted = await crop(upright[`${kind} ${orientation}`] ?? '');
        const { data } = await crop(base64);
        found.push([
          name,
          Math.max(...data.map((value, i) => Math.abs(value - (wanted.data[i] ?? 0)))),
        ]);
      }
      return found;
    },
    { turned: [...TURNED, ...damaged()], upright: UPRIGHT },
  );
}

test('whatever a decoder makes of an orientation, pictures stand as Pillow turns them', async ({
  page,
}, { project }) => {
  test.skip(project.name === 'webgpu', 'the crop does not depend on the device');
  // As it is, and as where only a canvas decodes, which turns by some blocks and not by others.
  for (const decoder of ['ImageDecoder', 'canvas']) {
    if (decoder === 'canvas') {
      await page.route('**/assets/main-*.js', async (route) => {
        const response = await route.fetch();
        const body = `delete globalThis.ImageDecoder;${await response.text()}`;
        await route.fulfill({ response, body });
      });
      const script = page.waitForResponse('**/assets/main-*.js');
      await page.reload();
      expect(await (await script).text()).toMatch(/^delete/);
    }
    const found = await turnedBy(page);
    expect(found).toHaveLength(TURNED.length + 1);
    expect(
      found.filter(([, largest]) => largest > 1),
      decoder,
    ).toEqual([]);
  }
});
