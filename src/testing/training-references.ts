import { parseSafetensorsHeader } from '../core/checkpoint/safetensors-header.ts';
import type { Activation, Architecture } from '../core/model/architecture.ts';
import { goldenBytes, goldenJson } from './golden.ts';

/** One run of PyTorch with OpenCLIP's own text tower: start, gradient of the first step, twenty steps of AdamW. */
export interface TrainingCase {
  readonly file: string;
  readonly activation: Activation;
  readonly trains: readonly string[];
  readonly input_ids: readonly (readonly number[])[];
  readonly loss: number;
  readonly losses: readonly number[];
}

interface TrainingIndex {
  readonly config: {
    readonly embed_dim: number;
    readonly text_cfg: {
      readonly context_length: number;
      readonly vocab_size: number;
      readonly width: number;
      readonly heads: number;
      readonly layers: number;
    };
  };
  readonly cases: readonly TrainingCase[];
}

/** The references of training, by their place beside the other references. */
export function trainingReferences(): {
  readonly architecture: Architecture;
  readonly cases: readonly TrainingCase[];
} {
  const { config, cases } = goldenJson('training/index.json') as TrainingIndex;
  const { text_cfg: text } = config;
  return {
    architecture: {
      embedDim: config.embed_dim,
      image: {
        kind: 'vit',
        imageSize: 32,
        patchSize: 16,
        width: 32,
        layers: 1,
        heads: 1,
        mlpWidth: 128,
      },
      text: {
        contextLength: text.context_length,
        vocabSize: text.vocab_size,
        width: text.width,
        heads: text.heads,
        layers: text.layers,
        mlpWidth: 4 * text.width,
      },
    },
    cases,
  };
}

/** Every float32 tensor of a safetensors file among the references, with its shape. */
export function goldenTensors(
  path: string,
): ReadonlyMap<string, { readonly data: Float32Array; readonly shape: readonly number[] }> {
  const bytes = goldenBytes(path);
  const { tensors } = parseSafetensorsHeader(bytes, bytes.length);
  return new Map(
    tensors.map(({ name, shape, begin, end }) => [
      name,
      { shape, data: new Float32Array(bytes.slice(begin, end).buffer) },
    ]),
  );
}
