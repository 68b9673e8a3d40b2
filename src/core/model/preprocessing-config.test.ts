import { readdirSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cropGeometry } from '../image/crop-geometry.ts';
import { OPENAI_MEAN, OPENAI_STD } from './architecture.ts';
import { CodedError } from '../errors.ts';
import { readHfPreprocessing } from './hf-preprocessing.ts';
import { readOpenClipPreprocessing, readTimmPreprocessing } from './preprocessing-config.ts';

const fields = (values: object) => ({
  file: 'preprocessor_config.json',
  path: '',
  values: { ...values },
});
const hf = (values: object, size = 224) => readHfPreprocessing(fields(values), size);
const openclip = (values: object) => readOpenClipPreprocessing(fields(values), 224);
const timm = (values: object) => readTimmPreprocessing(fields(values), 224);

const OPENAI = { size: 224, mean: OPENAI_MEAN, std: OPENAI_STD };

// As the files stand in the repositories of these models.
const CLIP_FILE = {
  crop_size: 224,
  do_center_crop: true,
  do_normalize: true,
  do_resize: true,
  feature_extractor_type: 'CLIPFeatureExtractor',
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_std: [0.26862954, 0.26130258, 0.27577711],
  resample: 3,
  size: 224,
};
const SIGLIP_FILE = {
  do_convert_rgb: null,
  do_normalize: true,
  do_rescale: true,
  do_resize: true,
  image_mean: [0.5, 0.5, 0.5],
  image_processor_type: 'SiglipImageProcessor',
  image_std: [0.5, 0.5, 0.5],
  processor_class: 'SiglipProcessor',
  resample: 2,
  rescale_factor: 0.00392156862745098,
  size: { height: 224, width: 224 },
};
const MOBILECLIP_FILE = {
  crop_size: { height: 256, width: 256 },
  do_center_crop: true,
  do_convert_rgb: true,
  do_normalize: false,
  do_rescale: true,
  do_resize: true,
  image_mean: [0.48145466, 0.4578275, 0.40821073],
  image_processor_type: 'CLIPImageProcessor',
  image_std: [0.26862954, 0.26130258, 0.27577711],
  resample: 2,
  rescale_factor: 0.00392156862745098,
  size: { shortest_edge: 256 },
};

/** Fields that transformers.js reads of an image processor's configuration, told from its own source. */
function fieldsOfTransformers(): readonly string[] {
  const source = new URL('../../../node_modules/@xenova/transformers/src/', import.meta.url);
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /(^image_processors_utils|(^|[\\/])image_processing_\w+)\.js$/.test(path),
  );
  const names = files.flatMap((path) => {
    const text = readFileSync(new URL(path, source), 'utf8');
    const read = text.matchAll(/\b(?:this\.)?(?:config|processor_config)\??\.(\w+)/g);
    // Others are taken apart where a constructor or a call receives them.
    const taken = text.matchAll(/\b(?:const|let) \{([^}]*)\} = (?:this\.)?config\b/g);
    const lists = Array.from(taken, ([, list = '']) => list.match(/\w+/g) ?? []);
    return Array.from(read, ([, name = '']) => name).concat(lists.flat());
  });
  return [...new Set(names)].filter((name) => name !== 'json');
}

const THEIRS = fieldsOfTransformers();

/** What is followed: for each field one value that must change the preprocessing of CLIP's own file. */
const FOLLOWED: Readonly<Record<string, object>> = {
  size: { size: 256 },
  resample: { resample: 2 },
  do_center_crop: { do_center_crop: false, size: { height: 224, width: 224 } },
  // Smaller than the resized side: the tower's own side is cut out of it.
  crop_size: { size: 256, crop_size: { height: 224, width: 224 } },
  do_rescale: { do_rescale: false },
  rescale_factor: { rescale_factor: 1 / 128 },
  do_normalize: { do_normalize: false },
  image_mean: { image_mean: [0.5, 0.5, 0.5] },
  image_std: { image_std: [0.5, 0.5, 0.5] },
};
/** What changes no pixel: every picture becomes RGB. */
const WITHOUT_PIXELS = 'do_convert_rgb';
/** Only what it asks for already is done. */
const ALWAYS = ['do_resize'];

describe('every field that transformers.js knows', () => {
  test('is told from its source', () => {
    expect(THEIRS.length).toBeGreaterThan(40);
    expect(THEIRS).toEqual(expect.arrayContaining([...Object.keys(FOLLOWED), ...ALWAYS, 'mean']));
    expect(THEIRS).toEqual(expect.arrayContaining(['size_divisor', 'do_pad', 'pad_size']));
  });

  test.each(Object.entries(FOLLOWED))('%s is followed', (_, asked) => {
    expect(hf({ ...CLIP_FILE, ...asked })).not.toEqual(OPENAI);
  });

  test('is followed or refused by its name, never ignored', () => {
    const value = fc.oneof(
      fc.constant({ strange: 3 }),
      fc.constant({ height: 224 }),
      fc.constant({ shortest_edge: 96 }),
      fc.constant({ height: 224, width: 224, longest_edge: 300 }),
      fc.constant({ height: 0, width: 0 }),
      fc.constant([1]),
      fc.constant('strange'),
      fc.constant(1e9),
      fc.constant(0),
      fc.constant(-1),
    );
    const name = fc.constantFrom(...THEIRS.filter((each) => each !== WITHOUT_PIXELS));
    fc.assert(
      fc.property(name, value, fc.constantFrom(CLIP_FILE, SIGLIP_FILE), (field, asked, file) => {
        // A crop that the processor does not make has no size.
        fc.pre(field !== 'crop_size' || file === CLIP_FILE);
        const read = (values: object) => answer(() => hf(values));
        const now = read({ ...file, [field]: asked });
        const named = typeof now === 'string' && now.includes(field);
        const followed = typeof now !== 'string' && !isDeepStrictEqual(now, read(file));
        expect(named || followed).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('transformers', () => {
  test('CLIP, SigLIP and MobileCLIP as their files ask for', () => {
    expect(hf(CLIP_FILE)).toEqual(OPENAI);
    expect(hf(SIGLIP_FILE)).toEqual({
      size: 224,
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.5, 0.5],
      kernel: 'bilinear',
      fit: 'squash',
    });
    expect(hf(MOBILECLIP_FILE, 256)).toEqual({
      size: 256,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      kernel: 'bilinear',
    });
  });

  test('what a file leaves out is what the processor does by itself', () => {
    expect(hf({})).toEqual(OPENAI);
    const half = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] };
    expect(hf({ image_processor_type: 'SiglipImageProcessor' })).toEqual({
      size: 224,
      ...half,
      fit: 'squash',
    });
    expect(hf({ image_processor_type: 'ViTImageProcessorFast' })).toEqual({
      size: 224,
      ...half,
      fit: 'squash',
      kernel: 'bilinear',
    });
  });

  test('a picture resized larger than its crop: both sizes are those of the file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 16, max: 512 }), fc.nat(600), (size, more) => {
        const file = { size: { shortest_edge: size + more }, crop_size: size };
        const { crop = 1 } = hf(file, size);
        expect(cropGeometry(2000, 2000, size, crop).resizedWidth).toBe(size + more);
      }),
    );
  });

  test('another factor of rescaling gives the same numbers through means and deviations', () => {
    for (const file of [{ do_rescale: false }, { rescale_factor: 1 / 127.5 }]) {
      const { mean, std } = hf({ ...file, image_mean: [1, 2, 3], image_std: [2, 3, 4] });
      const factor = file.rescale_factor ?? 1;
      for (const [channel, byte] of [0, 100, 255].entries()) {
        const asked = (byte * factor - (channel + 1)) / (channel + 2);
        const made = (byte / 255 - (mean[channel] ?? 0)) / (std[channel] ?? 1);
        expect(made).toBeCloseTo(asked, 9);
      }
    }
  });

  test.each<[string, object]>([
    ['do_resize', { do_resize: false }],
    ['resample', { resample: 1 }],
    ['resample', { resample: 'bicubic' }],
    ['size', { size: { longest_edge: 224 } }],
    ['size', { size: { height: 224, width: 256 } }],
    ['size', { size: 200 }],
    ['size', { size: 1e9 }],
    ['size', { size: { shortest_edge: 224, longest_edge: 448 } }],
    ['crop_size', { crop_size: { height: 256, width: 256 } }],
    ['do_center_crop', { do_center_crop: false, size: { shortest_edge: 224 } }],
    ['do_center_crop', { do_center_crop: 'yes' }],
    ['image_processor_type', { image_processor_type: 'LlavaImageProcessor' }],
    ['do_pad', { do_pad: true }],
    ['do_flip_channel_order', { do_flip_channel_order: true }],
  ])('%s is refused by name: %o', (field, file) => {
    expect(refused(() => hf({ ...CLIP_FILE, ...file }))).toEqual({ field, kind: 'pixels' });
  });

  test('a field that is not known is refused by name, whatever it asks for', () => {
    const name = fc.oneof(
      fc.constantFrom(...THEIRS.filter((each) => !(each in FOLLOWED))),
      fc.stringMatching(/^[a-z]{3,9}_[a-z]{3,9}$/),
    );
    const value = fc.oneof(fc.constant(true), fc.integer(), fc.string(), fc.constant([1]));
    const known = new Set([...Object.keys(SIGLIP_FILE), ...Object.keys(CLIP_FILE)]);
    fc.assert(
      fc.property(name, value, (field, asked) => {
        fc.pre(!known.has(field) && !/^(default_to|use_square|model_input|return_)/.test(field));
        expect(refused(() => hf({ ...CLIP_FILE, [field]: asked }))).toEqual({
          field,
          kind: 'pixels',
        });
        expect(hf({ ...CLIP_FILE, [field]: null })).toEqual(OPENAI);
        expect(hf({ ...CLIP_FILE, [field]: false })).toEqual(OPENAI);
      }),
    );
  });
});

describe("OpenCLIP's and timm's own", () => {
  test('kernels, fits and fills', () => {
    expect(openclip({ interpolation: 'bicubic', resize_mode: 'shortest' })).toEqual(OPENAI);
    expect(openclip({ resize_mode: 'squash' })).toEqual({ ...OPENAI, fit: 'squash' });
    expect(openclip({ resize_mode: 'longest', fill_color: 0 })).toEqual({
      ...OPENAI,
      fit: 'longest',
    });
    // timm: fill = [round(255 * v) for v in mean]
    expect(timm({ crop_mode: 'border', crop_pct: 0.9, mean: [0.485, 0.456, 0.406] })).toMatchObject(
      {
        fit: 'longest',
        crop: 0.9,
        fill: [124, 116, 104],
      },
    );
    expect(timm({ input_size: [3, 224, 224], crop_pct: 1, crop_mode: 'center' })).toEqual(OPENAI);
  });

  test.each<[string, () => unknown]>([
    ['interpolation', () => openclip({ interpolation: 'random' })],
    ['resize_mode', () => openclip({ resize_mode: 'stretch' })],
    ['mode', () => openclip({ mode: 'L' })],
    ['interpolation', () => timm({ interpolation: 'lanczos' })],
    ['crop_mode', () => timm({ crop_mode: 'five' })],
    ['input_size', () => timm({ input_size: [3, 256, 256] })],
  ])('%s that is not followed is refused', (field, read) => {
    expect(refused(read)).toEqual({ field, kind: 'pixels' });
  });
});

function refused(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'checkpoint-unsupported') throw error;
    const { field, kind } = error.details as { field: string; kind: string };
    return { field, kind };
  }
  return 'read';
}

/** What is made of a file, or the sentence that refuses it. */
function answer(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return error.message;
  }
}
