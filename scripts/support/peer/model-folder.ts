import { cpSync, existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeModel } from '../../../src/core/graph/onnx.ts';
import { exportedGraph } from './exported-graph.ts';
import {
  architectureOf,
  madeValues,
  PEER_MODELS,
  type PeerModel,
  writeCheckpoint,
  writeParts,
} from './made-weights.ts';
import { quantisedGraph } from './quantise-graph.ts';

/** A graph's file as transformers.js names it. */
export type GraphFile = `${'model' | 'vision_model' | 'text_model'}${'' | '_quantized'}.onnx`;

/** Files of models, made when they are first asked for, in the hub's layout: `name/resolve/main/...`. */
export interface ModelFolder {
  /** Path of the one safetensors file below the folder, its configuration beside it. */
  readonly checkpoint: (model: PeerModel) => string;
  /** Name of the repository in which those graphs lie for transformers.js. */
  readonly graphs: (model: PeerModel, files: readonly GraphFile[]) => string;
  /** How large those files are, once they are made. */
  readonly checkpointBytes: (model: PeerModel) => number;
  readonly graphBytes: (model: PeerModel, files: readonly GraphFile[]) => number;
}

const CHECKPOINT = 'open_clip_model.safetensors';
const PARTS = { model: 'both', vision_model: 'image', text_model: 'text' } as const;

/** @param tokenizer folder of a `tokenizer.json` and its configuration, for at most 49,408 tokens */
export function modelFolder(folder: string, tokenizer: string): ModelFolder {
  const place = (name: string, write: (at: string) => void): string => {
    const at = join(folder, name, 'resolve', 'main');
    if (!existsSync(at)) {
      mkdirSync(join(at, 'onnx'), { recursive: true });
      for (const file of ['tokenizer.json', 'tokenizer_config.json'])
        cpSync(join(tokenizer, file), join(at, file));
      write(at);
    }
    return at;
  };
  const bytesOf = (...path: readonly string[]): number => statSync(join(folder, ...path)).size;
  return {
    checkpointBytes: (model) => bytesOf(plain(model), 'resolve', 'main', CHECKPOINT),
    graphBytes: (model, files) =>
      files.reduce(
        (sum, file) => sum + bytesOf('peer', plain(model), 'resolve', 'main', 'onnx', file),
        0,
      ),
    checkpoint: (model) => {
      const name = plain(model);
      place(name, (at) => {
        writeCheckpoint(architectureOf(model), join(at, CHECKPOINT));
        const config = JSON.stringify({ model_cfg: PEER_MODELS[model] });
        writeFileSync(join(at, 'open_clip_config.json'), config);
      });
      return `${name}/resolve/main/${CHECKPOINT}`;
    },
    graphs: (model, files) => {
      const name = `peer/${plain(model)}`;
      const at = place(name, (at) => writeConfigs(model, at));
      for (const file of files) {
        if (!existsSync(join(at, 'onnx', file))) writeGraph(model, file, join(at, 'onnx', file));
      }
      return name;
    },
  };
}

const plain = (model: PeerModel): string => model.toLowerCase().replaceAll('/', '-');

function writeGraph(model: PeerModel, file: GraphFile, path: string): void {
  const architecture = architectureOf(model);
  const quantised = file.includes('_quantized');
  const name = file.replace(/(?:_quantized)?\.onnx$/, '') as keyof typeof PARTS;
  const graph = exportedGraph(PARTS[name], architecture, madeValues(architecture));
  writeParts(path, [encodeModel(quantised ? quantisedGraph(graph) : graph)]);
}

/** What the hub keeps beside such graphs. */
function writeConfigs(model: PeerModel, at: string): void {
  const { text, image, embedDim } = architectureOf(model);
  const common = { hidden_act: 'quick_gelu', layer_norm_eps: 1e-5 };
  const towerOf = (tower: typeof text | typeof image) => ({
    ...common,
    hidden_size: tower.width,
    intermediate_size: tower.mlpWidth,
    num_attention_heads: tower.heads,
    num_hidden_layers: tower.layers,
    projection_dim: embedDim,
  });
  const config = {
    architectures: ['CLIPModel'],
    model_type: 'clip',
    projection_dim: embedDim,
    logit_scale_init_value: 2.6592,
    text_config: {
      ...towerOf(text),
      model_type: 'clip_text_model',
      max_position_embeddings: text.contextLength,
      vocab_size: text.vocabSize,
    },
    vision_config: {
      ...towerOf(image),
      model_type: 'clip_vision_model',
      image_size: image.imageSize,
      patch_size: image.patchSize,
    },
  };
  const preprocessor = {
    crop_size: image.imageSize,
    size: image.imageSize,
    do_center_crop: true,
    do_normalize: true,
    do_resize: true,
    feature_extractor_type: 'CLIPFeatureExtractor',
    image_mean: [0.48145466, 0.4578275, 0.40821073],
    image_std: [0.26862954, 0.26130258, 0.27577711],
    resample: 3,
  };
  writeFileSync(join(at, 'config.json'), JSON.stringify(config));
  writeFileSync(join(at, 'preprocessor_config.json'), JSON.stringify(preprocessor));
}
