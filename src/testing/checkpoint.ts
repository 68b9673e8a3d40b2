import { encodeHalf } from '../core/checkpoint/half.ts';
import { elementCount } from '../core/model/parameters.ts';
import type { TowerGraph } from '../core/graph/tower-graph.ts';
import type { Architecture } from '../core/model/architecture.ts';
import { goldenBytes } from './golden.ts';

/** Arrays of a checkpoint by their names in it, widened to float32. */
export type TestCheckpoint = ReadonlyMap<string, Float32Array>;

interface HeaderEntry {
  readonly dtype: 'F32' | 'F16' | 'BF16';
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

/** IEEE 754 half precision: one sign bit, five exponent bits, ten of the fraction. */
function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}

function decode({ dtype, shape }: HeaderEntry, bytes: DataView): Float32Array {
  return Float32Array.from({ length: elementCount(shape) }, (_, index) => {
    if (dtype === 'F32') return bytes.getFloat32(4 * index, true);
    const bits = bytes.getUint16(2 * index, true);
    if (dtype === 'F16') return halfToFloat(bits);
    const wide = new DataView(new ArrayBuffer(4));
    wide.setUint32(0, bits * 2 ** 16);
    return wide.getFloat32(0);
  });
}

/** Reads a reference file, which is trusted: no check is made. Apart from the project's own reader, so that it can check it. */
export function readTestCheckpoint(path: string): TestCheckpoint {
  const bytes = goldenBytes(path);
  const headerLength = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const start = 8 + headerLength;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start))) as Record<
    string,
    HeaderEntry
  >;
  const arrays = new Map<string, Float32Array>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const [from, to] = entry.data_offsets;
    arrays.set(name, decode(entry, new DataView(bytes.buffer, start + from, to - from)));
  }
  return arrays;
}

const halfOf = (value: number) => encodeHalf(Float32Array.of(value))[0] ?? 0;

/** The block of bytes that a graph's weights are bound to, filled from a checkpoint in OpenCLIP's layout. */
export function weightBlock(
  graph: TowerGraph,
  checkpoint: TestCheckpoint,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(graph.weightsByteLength));
  for (const { parameter, form, type, dims, offset } of graph.weights) {
    const values = checkpoint.get(parameter);
    if (!values) throw new Error(`The checkpoint has no ${parameter}.`);
    const [rows = 1, columns = 1] = dims;
    for (const [index, value] of values.entries()) {
      // The parameter is [columns, rows] where the graph has [rows, columns].
      const target = form === 'as-is' ? index : (index % rows) * columns + Math.floor(index / rows);
      if (type === 'float16') view.setUint16(offset + 2 * target, halfOf(value), true);
      else view.setFloat32(offset + 4 * target, value, true);
    }
  }
  return new Uint8Array(view.buffer);
}

/** The part of an OpenCLIP model configuration that the reference files use. */
export interface TestConfig {
  readonly embed_dim: number;
  readonly vision_cfg: {
    readonly image_size: number;
    readonly layers: number | readonly [number, number, number, number];
    readonly width: number;
    readonly head_width: number;
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

/** OpenCLIP's reading of a configuration: heads by head width, MLPs four times as wide. */
export function testArchitecture({ embed_dim, vision_cfg, text_cfg }: TestConfig): Architecture {
  const { image_size, layers, width, head_width, patch_size = 0 } = vision_cfg;
  return {
    embedDim: embed_dim,
    image:
      typeof layers === 'number'
        ? {
            kind: 'vit',
            imageSize: image_size,
            patchSize: patch_size,
            width,
            layers,
            heads: width / head_width,
            mlpWidth: 4 * width,
          }
        : {
            kind: 'resnet',
            imageSize: image_size,
            width,
            layers,
            heads: (width * 32) / head_width,
          },
    text: {
      contextLength: text_cfg.context_length,
      vocabSize: text_cfg.vocab_size,
      width: text_cfg.width,
      heads: text_cfg.heads,
      layers: text_cfg.layers,
      mlpWidth: 4 * text_cfg.width,
    },
  };
}
