import type { Architecture } from '../core/model/architecture.ts';
import { goldenJson } from './golden.ts';

interface ReferenceConfig {
  readonly embed_dim: number;
  readonly vision_cfg: {
    readonly image_size: number;
    readonly layers: number | readonly [number, number, number, number];
    readonly width: number;
    readonly head_width?: number;
    readonly patch_size?: number;
  };
  readonly text_cfg: {
    readonly context_length: number;
    readonly vocab_size: number;
    readonly width: number;
    readonly heads: number;
    readonly layers: number;
  };
}

/** A few numbers of a parameter too large to keep: its first and last four values, mean and standard deviation. */
export interface ParameterSample {
  readonly shape: readonly number[];
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly mean: number;
  readonly std: number;
}

interface InitIndex {
  readonly seed: number;
  readonly tiny: Readonly<
    Record<
      string,
      {
        readonly config: ReferenceConfig;
        readonly seed: number;
        readonly parameters?: Readonly<Record<string, ParameterSample>>;
      }
    >
  >;
  readonly full: {
    readonly config: ReferenceConfig;
    readonly parameters: Readonly<Record<string, ParameterSample>>;
  };
}

/** A model that PyTorch initialised: by a sample of each parameter or, where there is none, every number in `path`. */
export interface TinyInitReference {
  readonly path: string;
  readonly architecture: Architecture;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, ParameterSample>> | undefined;
}

/** ViT-B/16 as PyTorch initialised it, by a sample of each parameter. */
export interface FullInitReference {
  readonly architecture: Architecture;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, ParameterSample>>;
}

/** What `golden/init` holds. */
export function initReferences(): {
  readonly tiny: readonly TinyInitReference[];
  readonly full: FullInitReference;
} {
  const { seed, tiny, full } = goldenJson('init/index.json') as InitIndex;
  return {
    tiny: Object.entries(tiny).map(([file, reference]) => ({
      path: `init/${file}`,
      architecture: architectureOf(reference.config),
      seed: reference.seed,
      parameters: reference.parameters,
    })),
    full: { architecture: architectureOf(full.config), seed, parameters: full.parameters },
  };
}

/** By hand and apart from the project's own reader of configurations, so that a fault in one cannot hide in the other. */
function architectureOf({ embed_dim, vision_cfg: image, text_cfg: text }: ReferenceConfig) {
  const { width, layers, head_width: headWidth = 64, image_size: imageSize } = image;
  const architecture: Architecture = {
    embedDim: embed_dim,
    image:
      typeof layers === 'number'
        ? {
            kind: 'vit',
            imageSize,
            patchSize: image.patch_size ?? 16,
            width,
            layers,
            heads: width / headWidth,
            mlpWidth: 4 * width,
          }
        : { kind: 'resnet', imageSize, width, layers, heads: (width * 32) / headWidth },
    text: {
      contextLength: text.context_length,
      vocabSize: text.vocab_size,
      width: text.width,
      heads: text.heads,
      layers: text.layers,
      mlpWidth: 4 * text.width,
    },
  };
  return architecture;
}
