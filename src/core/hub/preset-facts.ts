/** Who measured an accuracy, and where it is written. */
const SOURCES = {
  tinyClip: 'TinyCLIP, README (microsoft/Cream)',
  openClip: 'OpenCLIP, docs/openclip_results.csv',
  sigLip2: 'arXiv 2502.14786, table 1',
} as const;

/** What a preset is good for: `preset.good.<id>` says it in a sentence. */
export type GoodFor =
  | 'room'
  | 'laptops'
  | 'quick'
  | 'finer'
  | 'languages'
  | 'article'
  | 'large-patches'
  | 'large'
  | 'resnet'
  | 'other-data'
  | 'selected-data'
  | 'graphics-card';

/** What is known of a published checkpoint beside its address. */
export interface PresetFacts {
  /** Bytes of the same model in each number format that is offered or published, its own among them. */
  readonly sizes: Readonly<Partial<Record<'fp32' | 'fp16' | '8 bit', number>>>;
  /** `unknown`: not confirmed. */
  readonly languages: 'english' | 'many' | 'unknown';
  /** Share of ImageNet's validation pictures that are right without training. */
  readonly imagenet: {
    readonly share: number;
    readonly source: string;
    /** Measured with the weights in float32, which this file rounds: of itself it is not confirmed. */
    readonly rounded: boolean;
  };
  readonly goodFor: GoodFor;
}

const B16 = { fp32: 598.5e6, fp16: 300e6, '8 bit': 151_966_109 } as const;
const B32 = { fp32: 605.1e6, fp16: 303e6, '8 bit': 153.6e6 } as const;

function english(
  sizes: PresetFacts['sizes'],
  goodFor: GoodFor,
  share: number,
  also: Partial<PresetFacts['imagenet']> = {},
): PresetFacts {
  const imagenet = { share, source: SOURCES.openClip, rounded: false, ...also };
  return { sizes, goodFor, languages: 'english', imagenet };
}

const ROUNDED = { rounded: true } as const;
const TINY = { source: SOURCES.tinyClip } as const;

/**
 * By the presets' ids. Languages: OpenAI's model card asks for English alone, LAION-2B and TinyCLIP's YFCC15M are the English parts of
 * their collections; SigLIP 2's are of 109 languages. For files in 8 or 16 bits
 * no accuracy was found.
 */
export const PRESET_FACTS: Readonly<Record<string, PresetFacts>> = {
  'tinyclip-8m': english({ fp32: 93.8e6 }, 'room', 0.411, TINY),
  'tinyclip-39m': english({ fp32: 332e6 }, 'laptops', 0.635, TINY),
  'openai-b32-onnx-quantized': english(B32, 'quick', 0.6332, ROUNDED),
  'openai-b16-onnx-quantized': english(B16, 'finer', 0.6834, ROUNDED),
  'siglip2-b16-onnx-quantized': {
    // 375,187,970 parameters of four or two bytes, or 8-bit files as listed; and 34.4 MB of tokenizer.
    sizes: { fp32: 1_535.2e6, fp16: 784.8e6, '8 bit': 412.4e6 },
    languages: 'many',
    imagenet: { share: 0.782, source: SOURCES.sigLip2, rounded: true },
    goodFor: 'languages',
  },
  'openai-b16': english(B16, 'article', 0.6834),
  'openai-b32': english(B32, 'large-patches', 0.6332),
  'openai-l14': english({ fp32: 1_710.5e6 }, 'large', 0.7554),
  'openai-rn50': english({ fp32: 408e6 }, 'resnet', 0.5982),
  'laion2b-b16': english({ fp32: 598.5e6 }, 'other-data', 0.7023),
  'laion2b-b32': english({ fp32: 605.1e6 }, 'other-data', 0.6656),
  'datacomp-b16': { ...english({ fp32: 598.5e6 }, 'selected-data', 0.7349), languages: 'unknown' },
  'datacomp-b32': { ...english({ fp32: 605.1e6 }, 'selected-data', 0.6917), languages: 'unknown' },
  'openai-b32-onnx-fp16': english(B32, 'graphics-card', 0.6332, ROUNDED),
  'openai-b16-onnx-fp16': english(B16, 'graphics-card', 0.6834, ROUNDED),
};
