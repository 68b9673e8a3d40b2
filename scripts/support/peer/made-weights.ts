import { closeSync, openSync, writeSync } from 'node:fs';
import { writeSafetensors } from '../../../src/core/checkpoint/write-safetensors.ts';
import type { Architecture, VitTower } from '../../../src/core/model/architecture.ts';
import { readOpenClipConfig } from '../../../src/core/model/openclip-config.ts';
import { elementCount, parametersOf } from '../../../src/core/model/parameters.ts';

/** Models of the bench as OpenCLIP writes their configurations. `small` is for a quick look at the bench itself. */
export const PEER_MODELS = {
  small: {
    embed_dim: 128,
    quick_gelu: true,
    vision_cfg: { image_size: 224, layers: 3, width: 192, head_width: 64, patch_size: 32 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 128, heads: 2, layers: 3 },
  },
  'ViT-B/32': {
    embed_dim: 512,
    quick_gelu: true,
    vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 32 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 512, heads: 8, layers: 12 },
  },
  'ViT-B/16': {
    embed_dim: 512,
    quick_gelu: true,
    vision_cfg: { image_size: 224, layers: 12, width: 768, patch_size: 16 },
    text_cfg: { context_length: 77, vocab_size: 49408, width: 512, heads: 8, layers: 12 },
  },
} as const;

export type PeerModel = keyof typeof PEER_MODELS;

/** An architecture whose image tower is a ViT. */
export type VitArchitecture = Architecture & { readonly image: VitTower };

export function architectureOf(model: PeerModel): VitArchitecture {
  const { architecture } = readOpenClipConfig({
    file: 'open_clip_config.json',
    path: '',
    values: PEER_MODELS[model],
  });
  const { image } = architecture;
  if (image.kind !== 'vit') throw new TypeError(`${model} is no ViT.`);
  return { ...architecture, image };
}

/** The values of a parameter by its OpenCLIP name, row-major. */
export type ParameterValues = (name: string) => Float32Array<ArrayBuffer>;

/** Numbers are cut from so many that were drawn once. */
const POOL = 2 ** 20;

/**
 * Random values for every parameter, the same every time: linear layers keep the size of what goes through them, norms are
 * nearly the identity, and the logit scale is CLIP's own.
 */
export function madeValues(architecture: Architecture): ParameterValues {
  const parameters = new Map(
    parametersOf(architecture).map(({ name, shape }, index) => [name, { shape, index }]),
  );
  const pool = new Float32Array(POOL);
  let state = 1;
  for (let i = 0; i < pool.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    pool[i] = state / 2 ** 31;
  }
  return (name) => {
    const parameter = parameters.get(name);
    if (!parameter) throw new RangeError(`The model has no parameter ${name}.`);
    const { shape, index } = parameter;
    if (name === 'logit_scale') return Float32Array.of(Math.log(100));
    const [middle, reach] = lawOf(name, shape);
    // Each parameter begins elsewhere, and a stride without a common divisor leaves no period in a matrix.
    const [start, stride] = [index * 7919, 2 * index + 1];
    const values = new Float32Array(elementCount(shape));
    for (let i = 0; i < values.length; i++) {
      values[i] = middle + reach * (pool[(start + i * stride + (i >>> 20)) & (POOL - 1)] ?? 0);
    }
    return values;
  };
}

/** Middle and reach of an even distribution. */
function lawOf(name: string, shape: readonly number[]): readonly [number, number] {
  if (/(?:ln_\w+)\.weight$/.test(name)) return [1, 0.1];
  if (name.endsWith('bias')) return [0, 0.02];
  if (/embedding/.test(name)) return [0, 0.05];
  // A projection is stored with its inputs first.
  const inputs = /proj(?:ection)?$/.test(name) ? (shape[0] ?? 1) : elementCount(shape.slice(1));
  return [0, Math.sqrt(3 / inputs)];
}

/** Writes the model as one fp32 safetensors file in OpenCLIP's layout. */
export function writeCheckpoint(architecture: Architecture, path: string): void {
  const values = madeValues(architecture);
  const tensors = parametersOf(architecture).map(({ name, shape }) => ({
    name,
    shape,
    dtype: 'F32' as const,
    bytes: new Uint8Array(values(name).buffer),
  }));
  writeParts(path, writeSafetensors(tensors));
}

/** Writes parts one behind the other. */
export function writeParts(path: string, parts: readonly Uint8Array[]): void {
  const file = openSync(path, 'w');
  for (const part of parts) {
    for (let done = 0; done < part.length;) done += writeSync(file, part, done);
  }
  closeSync(file);
}
