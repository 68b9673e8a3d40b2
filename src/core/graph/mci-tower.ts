import type { MciTower } from '../model/architecture.ts';
import { HEAD, MCI_STEM, mciStemWidth } from '../model/mobile-layers.ts';
import type { Precision } from '../model/precision.ts';
import { convolve, gelu } from './convolutions.ts';
import { graphBuilder, type GraphBuilder } from './graph-builder.ts';
import type { TowerGraph } from './tower-graph.ts';
import { EPSILON, type Projections, transformer } from './transformer.ts';
import { BLOCKS, classRows, gridOf, nearPatches, pixelInput, PIXELS } from './vit-tower.ts';

/** Three convolutions that do not overlap, over 4, 2 and 2 pixels: one row for each patch, [N, grid², width]. */
function patchRows(graph: GraphBuilder, { width }: MciTower): string {
  const inner = mciStemWidth(width);
  const layers = [
    { inputs: 3, outputs: inner, kernel: 4, norm: true },
    { inputs: inner, outputs: inner, kernel: 2, norm: true },
    { inputs: inner, outputs: width, kernel: 2, norm: false },
  ];
  let x = graph.pixels(PIXELS);
  for (const [at, { norm, ...layer }] of layers.entries()) {
    const prefix = `${MCI_STEM}.${at}`;
    const sizes = { ...layer, stride: layer.kernel, padding: 0 };
    if (norm)
      x = gelu(
        graph,
        convolve(graph, x, { ...sizes, weight: `${prefix}.conv`, norm: `${prefix}.bn` }),
      );
    else x = convolve(graph, x, { ...sizes, weight: `${prefix}.conv`, bias: true });
  }
  const columns = graph.node('Reshape', [x, graph.integers([0, width, -1])]);
  return graph.node('Transpose', [columns], { perm: [0, 2, 1] });
}

interface Drawn {
  readonly graph: GraphBuilder;
  readonly embeds: string;
  readonly last: Projections | null;
}

/** [..., width] to [..., embedDim]. */
function projected(graph: GraphBuilder, x: string, width: number, embedDim: number): string {
  const product = graph.node('MatMul', [x, graph.parameter('visual.proj', [width, embedDim])]);
  return graph.node('Add', [product, graph.parameter(`${HEAD}.bias`, [embedDim])]);
}

/** timm's layer norms divide by the root of the variance plus this, as SigLIP's do. */
const NORM = { epsilon: EPSILON.siglip };

function drawMci(tower: MciTower, embedDim: number, precision: Precision): Drawn {
  const { width } = tower;
  const graph = graphBuilder(precision);
  const positions = graph.parameter('visual.positional_embedding', [gridOf(tower) ** 2, width]);
  const patches = graph.node('Add', [patchRows(graph, tower), positions]);
  const tokens = classRows(graph, patches, width);
  const shape = { ...tower, ...NORM, activation: 'gelu' } as const;
  const { hidden, last } = transformer(graph, tokens, BLOCKS, shape, 'visual.ln_post');
  const pooled = graph.node('Gather', [hidden, graph.integer(0)], { axis: 1 });
  return { graph, embeds: projected(graph, pooled, width, embedDim), last };
}

/**
 * MobileCLIP-B's image tower: `pixel_values` [N, 3, size, size] to `embeds` [N, embedDim]. Its GELU is the exact one, whatever
 * the text tower has. Source: `vit_base_mci_224` of timm 1.0.9.
 */
export function mciGraph(tower: MciTower, embedDim: number, precision: Precision): TowerGraph {
  const { graph, embeds } = drawMci(tower, embedDim, precision);
  return graph.finish(pixelInput(tower), { embeds }, embedDim);
}

/** The same with `patch_embeds` [N, grid², embedDim], made as for CLIP's vision transformer. */
export function mciPatchGraph(tower: MciTower, embedDim: number, precision: Precision): TowerGraph {
  const { graph, embeds, last } = drawMci(tower, embedDim, precision);
  const normalised = nearPatches(graph, last, { ...tower, ...NORM });
  const patches = projected(graph, normalised, tower.width, embedDim);
  return graph.finish(pixelInput(tower), { embeds, patch_embeds: patches }, embedDim);
}
