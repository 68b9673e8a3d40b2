import type { SiglipTower, TextTower } from '../model/architecture.ts';
import { elementCount } from '../model/parameters.ts';
import { constant, kaimingUniform, lecunNormal, normal, xavierUniform } from './init-laws.ts';
import { type ShapeOf, type Step } from './layer-steps.ts';

const BLOCKS = 'transformer.resblocks';
const POOL = 'visual.attn_pool';
/** Of the biases of every MLP. */
const BIAS_STD = 1e-6;

/**
 * What transformers' `SiglipModel(config)` does to the random generator, in this project's names: the text tower's layers are
 * made by PyTorch's own defaults and then drawn again, module by module with a module's parts before it; then the same for
 * the image tower; then the two numbers of the scoring. Layers of which a later draw replaces the first only use numbers up.
 * Source: `SiglipPreTrainedModel._init_weights` and the constructors of `modeling_siglip.py`, transformers 4.47; `torch.nn` 1.13.
 */
export function siglipSteps(image: SiglipTower, text: TextTower, shapeOf: ShapeOf): Step[] {
  return [
    ...textSteps(text, shapeOf),
    ...imageSteps(image, shapeOf),
    // `torch.randn(1)`, twice, in place of which there are constants.
    spent(1, normal(1)),
    spent(1, normal(1)),
    { name: 'logit_scale', law: constant(0) },
    { name: 'logit_bias', law: constant(0) },
  ];
}

function spent(count: number, law: Step['law'] = kaimingUniform([1, 1])): Step {
  return { name: null, law, count };
}

function textSteps({ layers }: TextTower, shapeOf: ShapeOf): Step[] {
  const tokens = 'token_embedding.weight';
  const positions = 'positional_embedding';
  const projection = shapeOf('text_projection.weight');
  const embedding = (name: string): Step => ({
    name,
    law: normal((shapeOf(name)[1] ?? 1) ** -0.5),
  });
  const blocks = blockNames(BLOCKS, layers);
  return [
    // PyTorch's own.
    { name: tokens, law: normal(1) },
    { name: positions, law: normal(1) },
    ...blocks.map((block) => spentBlock(block, shapeOf)),
    spentLinear(projection),
    // transformers' own.
    embedding(tokens),
    embedding(positions),
    ...blocks.flatMap((block) => blockSteps(block, shapeOf)),
    ...normSteps('ln_final'),
    { name: 'text_projection.weight', law: lecunNormal(projection) },
    { name: 'text_projection.bias', law: constant(0) },
  ];
}

function imageSteps({ layers, width }: SiglipTower, shapeOf: ShapeOf): Step[] {
  const positions = 'visual.positional_embedding';
  const kernel = shapeOf('visual.conv1.weight');
  const probe = { name: `${POOL}.probe`, law: normal(1) };
  const joined = `${POOL}.attn.in_proj_weight`;
  const blocks = blockNames(`visual.${BLOCKS}`, layers);
  return [
    // PyTorch's own; `nn.MultiheadAttention` makes its output layer first.
    spentLinear(kernel),
    { name: positions, law: normal(1) },
    ...blocks.map((block) => spentBlock(block, shapeOf)),
    probe,
    spentLinear([width, width]),
    spent(elementCount(shapeOf(joined))),
    spentMlp(POOL, shapeOf),
    // transformers' own.
    { name: 'visual.conv1.weight', law: lecunNormal(kernel) },
    { name: 'visual.conv1.bias', law: constant(0) },
    { name: positions, law: normal(width ** -0.5) },
    { name: positions, law: normal(1 / Math.sqrt(width)) },
    ...blocks.flatMap((block) => blockSteps(block, shapeOf)),
    ...normSteps('visual.ln_post'),
    { name: `${POOL}.attn.out_proj.weight`, law: lecunNormal([width, width]) },
    { name: `${POOL}.attn.out_proj.bias`, law: constant(0) },
    ...normSteps(`${POOL}.ln`),
    ...mlpSteps(POOL, shapeOf),
    // A query of [1, 1, width], both of whose fans are its width.
    { name: `${POOL}.probe`, law: xavierUniform([width, width]) },
    { name: joined, law: xavierUniform(shapeOf(joined)) },
    { name: `${POOL}.attn.in_proj_bias`, law: constant(0) },
  ];
}

function blockNames(prefix: string, layers: number): string[] {
  return Array.from({ length: layers }, (_, layer) => `${prefix}.${layer}`);
}

/** A weight and a bias that uniform numbers fill. */
function spentLinear(shape: readonly number[]): Step {
  return spent(elementCount(shape) + (shape[0] ?? 0));
}

function spentMlp(prefix: string, shapeOf: ShapeOf): Step {
  const shapes = ['c_fc', 'c_proj'].map((layer) => shapeOf(`${prefix}.mlp.${layer}.weight`));
  return spent(shapes.reduce((sum, shape) => sum + elementCount(shape) + (shape[0] ?? 0), 0));
}

/** Four linear layers of the attention, two of the MLP. */
function spentBlock(block: string, shapeOf: ShapeOf): Step {
  const attention = shapeOf(`${block}.attn.out_proj.weight`);
  const one = elementCount(attention) + (attention[0] ?? 0);
  return spent(4 * one + (spentMlp(block, shapeOf).count ?? 0));
}

function blockSteps(block: string, shapeOf: ShapeOf): Step[] {
  const width = shapeOf(`${block}.attn.out_proj.weight`);
  const square = xavierUniform(width);
  return [
    // Each of the four layers is drawn once by itself before the attention draws all of them.
    spent(4 * elementCount(width)),
    // Query, key and value one after the other, each with the fans of one.
    { name: `${block}.attn.in_proj_weight`, law: square },
    { name: `${block}.attn.out_proj.weight`, law: square },
    { name: `${block}.attn.in_proj_bias`, law: constant(0) },
    { name: `${block}.attn.out_proj.bias`, law: constant(0) },
    ...normSteps(`${block}.ln_1`),
    ...mlpSteps(block, shapeOf),
    ...normSteps(`${block}.ln_2`),
  ];
}

function mlpSteps(prefix: string, shapeOf: ShapeOf): Step[] {
  const layers = ['c_fc', 'c_proj'].map((layer) => `${prefix}.mlp.${layer}`);
  const weights = layers.map((layer) => ({ layer, shape: shapeOf(`${layer}.weight`) }));
  return [
    spent(weights.reduce((sum, { shape }) => sum + elementCount(shape), 0)),
    ...weights.map(({ layer, shape }) => ({ name: `${layer}.weight`, law: xavierUniform(shape) })),
    ...layers.map((layer) => ({ name: `${layer}.bias`, law: normal(BIAS_STD) })),
  ];
}

function normSteps(prefix: string): Step[] {
  return [
    { name: `${prefix}.weight`, law: constant(1) },
    { name: `${prefix}.bias`, law: constant(0) },
  ];
}
