import type { Architecture } from '../core/model/architecture.ts';
import { renamed } from './checkpoint-files.ts';
import { goldenBytes, goldenJson } from './golden.ts';

interface TinyConfig {
  readonly image: Readonly<Record<'size' | 'patch' | 'width' | 'layers' | 'heads' | 'mlp', number>>;
  readonly text: Readonly<
    Record<'context' | 'vocab' | 'width' | 'layers' | 'heads' | 'mlp', number>
  >;
}

/** A few numbers of a parameter. */
export interface SiglipSample {
  readonly shape: readonly number[];
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly mean: number;
  readonly std: number;
}

/** What PyTorch leaves after `torch.manual_seed(seed)`: by transformers' names, and by the page's of what OpenCLIP draws. */
export interface SiglipStart {
  readonly name: string;
  readonly seed: number;
  readonly config: TinyConfig;
  readonly transformers: Readonly<Record<string, SiglipSample>>;
  readonly open_clip: Readonly<Record<string, SiglipSample>>;
}

interface SiglipReference {
  /** The checkpoint's `config.json`. */
  readonly config: {
    readonly vision_config: Readonly<Record<string, unknown>>;
    readonly text_config: Readonly<Record<string, unknown>>;
  };
  readonly pixels: {
    readonly file: string;
    readonly shape: readonly [number, number, number, number];
  };
  readonly input_ids: readonly (readonly number[])[];
  readonly image_embeds: readonly (readonly number[])[];
  readonly text_embeds: readonly (readonly number[])[];
  /** sigmoid(exp(scale) cos + bias), [pictures, texts]. */
  readonly probabilities: readonly (readonly number[])[];
  readonly starts: readonly SiglipStart[];
}

/** Path of a tiny random SigLIP in transformers' layout, and what PyTorch makes of it. */
export const SIGLIP_FILE = 'siglip/tiny.safetensors';
export const siglipReference = goldenJson('siglip/index.json') as SiglipReference;

/** The reference pictures as `encodeImages` takes them: IEEE halves, widened. */
export function siglipPixels() {
  const { file, shape } = siglipReference.pixels;
  const halves = new DataView(goldenBytes(file).buffer);
  const pixelValues = Float32Array.from({ length: halves.byteLength / 2 }, (_, at) => {
    const bits = halves.getUint16(2 * at, true);
    const [exponent, fraction] = [(bits >> 10) & 31, (bits & 1023) / 1024];
    const size = exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15);
    return bits & 0x8000 ? -size : size;
  });
  return { pixelValues, dims: shape };
}

/** The reference texts as `encodeTexts` takes them. */
export const siglipIds = {
  inputIds: siglipReference.input_ids.flat(),
  dims: [siglipReference.input_ids.length, siglipReference.input_ids[0]?.length ?? 0],
} as const;

/** By hand, apart from the project's own reader of configurations. */
export function siglipArchitecture(config: TinyConfig | undefined): Architecture {
  if (!config) throw new Error('There is no such reference.');
  const { image, text } = config;
  return {
    embedDim: image.width,
    image: {
      kind: 'siglip',
      imageSize: image.size,
      patchSize: image.patch,
      width: image.width,
      layers: image.layers,
      heads: image.heads,
      mlpWidth: image.mlp,
    },
    text: {
      kind: 'siglip',
      contextLength: text.context,
      vocabSize: text.vocab,
      width: text.width,
      layers: text.layers,
      heads: text.heads,
      mlpWidth: text.mlp,
    },
  };
}

/** The reference checkpoint with only the tensors that `keep` names. */
export function siglipPart(keep: (name: string) => boolean): Uint8Array<ArrayBuffer> {
  return renamed(SIGLIP_FILE, (name) => (keep(name) ? name : null));
}

const PIECES = ['▁a', '▁p', '▁ph', '▁pho', '▁phot', '▁photo', '▁o', '▁of'];

/** A tokenizer of fewer tokens than the reference knows, of Gemma's kind: letters, and some words of a template. */
export function siglipTokenizer() {
  const marks = ['<pad>', '<eos>', '<unk>'];
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(97 + at));
  const vocab = Object.fromEntries(
    [...marks, '▁', ...letters, ...PIECES].map((token, id) => [token, id]),
  );
  const mark = (content: string, id: number) => ({
    id,
    content,
    special: true,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
  });
  return {
    json: {
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: marks.map(mark),
      normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' },
      pre_tokenizer: null,
      post_processor: {
        type: 'TemplateProcessing',
        single: [
          { Sequence: { id: 'A', type_id: 0 } },
          { SpecialToken: { id: '<eos>', type_id: 0 } },
        ],
        pair: [
          { Sequence: { id: 'A', type_id: 0 } },
          { SpecialToken: { id: '<eos>', type_id: 0 } },
          { Sequence: { id: 'B', type_id: 0 } },
        ],
        special_tokens: { '<eos>': { id: '<eos>', ids: [1], tokens: ['<eos>'] } },
      },
      decoder: null,
      model: {
        type: 'BPE',
        dropout: null,
        unk_token: '<unk>',
        continuing_subword_prefix: null,
        end_of_word_suffix: null,
        fuse_unk: false,
        byte_fallback: false,
        vocab,
        merges: PIECES.map((piece) => `${piece.slice(0, -1)} ${piece.slice(-1)}`),
      },
    },
    config: { tokenizer_class: 'GemmaTokenizer', pad_token: '<pad>', eos_token: '<eos>' },
    vocab,
  };
}
