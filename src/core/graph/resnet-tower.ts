import type { ResNetTower } from '../model/architecture.ts';
import type { Precision } from '../model/precision.ts';
import { attend } from './attention.ts';
import { type Convolution, convolve, relu } from './convolutions.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import type { TowerGraph } from './tower-graph.ts';

const PIXELS = 'pixel_values';

/** Channels of the last stage for each channel of the stem: three doublings, and four times the planes. */
const FEATURES = 32;

/** Mean of each window: CLIP's ResNet strides by this, against aliasing. */
function averagePool(graph: GraphBuilder, x: string, side: number): string {
  if (side === 1) return x;
  return graph.node('AveragePool', [x], { kernel_shape: [side, side], strides: [side, side] });
}

/** Three 3x3 convolutions, the first with stride 2, and a pooling by 2. */
function stem(graph: GraphBuilder, pixels: string, width: number): string {
  const half = Math.floor(width / 2);
  const channels = [3, half, half, width];
  let x = pixels;
  for (const layer of [1, 2, 3]) {
    const convolved = convolve(graph, x, {
      weight: `visual.conv${layer}`,
      norm: `visual.bn${layer}`,
      inputs: channels[layer - 1] ?? 0,
      outputs: channels[layer] ?? 0,
      kernel: 3,
      stride: layer === 1 ? 2 : 1,
    });
    x = relu(graph, convolved);
  }
  return averagePool(graph, x, 2);
}

interface Bottleneck {
  readonly prefix: string;
  readonly inputs: number;
  readonly planes: number;
  readonly stride: number;
  readonly shortcut: boolean;
}

/** 1x1, 3x3, pooling by the stride, 1x1 to four times the planes; the shortcut is pooled likewise. */
function bottleneck(graph: GraphBuilder, x: string, block: Bottleneck): string {
  const { prefix, inputs, planes, stride, shortcut } = block;
  const outputs = planes * 4;
  const layer = (index: number, from: number, to: number, kernel: 1 | 3): Convolution => ({
    weight: `${prefix}.conv${index}`,
    norm: `${prefix}.bn${index}`,
    inputs: from,
    outputs: to,
    kernel,
  });
  const first = relu(graph, convolve(graph, x, layer(1, inputs, planes, 1)));
  const second = relu(graph, convolve(graph, first, layer(2, planes, planes, 3)));
  const pooled = averagePool(graph, second, stride);
  const branch = convolve(graph, pooled, layer(3, planes, outputs, 1));
  const identity = shortcut
    ? convolve(graph, averagePool(graph, x, stride), {
        weight: `${prefix}.downsample.0`,
        norm: `${prefix}.downsample.1`,
        inputs,
        outputs,
        kernel: 1,
      })
    : x;
  return relu(graph, graph.node('Add', [branch, identity]));
}

/** The four stages; each but the first halves the sides. */
function stages(graph: GraphBuilder, stemmed: string, { width, layers }: ResNetTower): string {
  let x = stemmed;
  let inputs = width;
  for (const [stage, blocks] of layers.entries()) {
    const planes = width * 2 ** stage;
    for (let block = 0; block < blocks; block++) {
      x = bottleneck(graph, x, {
        prefix: `visual.layer${stage + 1}.${block}`,
        inputs,
        planes,
        stride: stage > 0 && block === 0 ? 2 : 1,
        shortcut: block === 0,
      });
      inputs = planes * 4;
    }
  }
  return x;
}

/** `value` [..., features] through one of the pooling's linear layers. */
function pooled(
  graph: GraphBuilder,
  value: string,
  name: string,
  outputs: number,
  { width }: ResNetTower,
): string {
  const layer = `visual.attnpool.${name}`;
  return graph.node('Add', [
    graph.linear(value, `${layer}.weight`, outputs, width * FEATURES),
    graph.parameter(`${layer}.bias`, [outputs]),
  ]);
}

/** The last feature map as rows, one for each place: [N, places, features]; -1 for as many as there are. */
function placeRows(graph: GraphBuilder, x: string, features: number, places: number): string {
  const columns = graph.node('Reshape', [x, graph.integers([0, features, places])]);
  return graph.node('Transpose', [columns], { perm: [0, 2, 1] });
}

/** Attention whose one query is the mean over all places, and whose keys and values are the mean and every place. */
function attentionPool(graph: GraphBuilder, x: string, tower: ResNetTower, embedDim: number) {
  const prefix = 'visual.attnpool';
  const features = tower.width * FEATURES;
  const places = Math.floor(tower.imageSize / FEATURES) ** 2;
  const linear = (value: string, name: string, outputs: number) =>
    pooled(graph, value, name, outputs, tower);
  const rows = placeRows(graph, x, features, places);
  const mean = graph.node('ReduceMean', [rows, graph.integers([1])], { keepdims: 1 });
  const tokens = graph.node('Add', [
    graph.node('Concat', [mean, rows], { axis: 1 }),
    graph.parameter(`${prefix}.positional_embedding`, [places + 1, features]),
  ]);
  const bounds = [[0], [1], [1]].map((values) => graph.integers(values));
  const query = graph.node('Slice', [tokens, ...bounds]);
  const attended = attend(
    graph,
    {
      query: linear(query, 'q_proj', features),
      key: linear(tokens, 'k_proj', features),
      value: linear(tokens, 'v_proj', features),
    },
    { width: features, heads: tower.heads },
  );
  const flat = graph.node('Reshape', [attended, graph.integers([0, features])]);
  return linear(flat, 'c_proj', embedDim);
}

/** CLIP's ModifiedResNet: `pixel_values` [N, 3, size, size] to `embeds` [N, embedDim]. */
export function resNetGraph(
  tower: ResNetTower,
  embedDim: number,
  precision: Precision,
): TowerGraph {
  const graph = graphBuilder(precision);
  const feature = stages(graph, stem(graph, graph.pixels(PIXELS), tower.width), tower);
  const embeds = attentionPool(graph, feature, tower, embedDim);
  const dims = ['N', 3, tower.imageSize, tower.imageSize];
  return graph.finish({ name: PIXELS, type: 'float32', dims }, { embeds }, embedDim);
}

/**
 * The same tower without its pooling: c_proj(v_proj(x)) at every place, as if each were all that there is (MaskCLIP,
 * arXiv 2112.01071). Pictures may have any size; one of H x W pixels has floor(H / 32) * floor(W / 32) places.
 * `pixel_values` [N, 3, H, W] to `patch_embeds` [N, places, embedDim].
 */
export function resNetPatchGraph(
  tower: ResNetTower,
  embedDim: number,
  precision: Precision,
): TowerGraph {
  const graph = graphBuilder(precision);
  const feature = stages(graph, stem(graph, graph.pixels(PIXELS), tower.width), tower);
  const rows = placeRows(graph, feature, tower.width * FEATURES, -1);
  const values = pooled(graph, rows, 'v_proj', tower.width * FEATURES, tower);
  const patches = pooled(graph, values, 'c_proj', embedDim, tower);
  const dims = ['N', 3, 'H', 'W'];
  const outputs = { patch_embeds: patches };
  return graph.finish({ name: PIXELS, type: 'float32', dims }, outputs, embedDim);
}
