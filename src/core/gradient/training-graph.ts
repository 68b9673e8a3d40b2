import { graphBuilder } from '../graph/graph-builder.ts';
import { encodeModel, type OnnxNode, type OnnxValue } from '../graph/onnx.ts';
import { readTexts } from '../graph/text-tower.ts';
import type { GraphWeight } from '../graph/tower-graph.ts';
import type { Activation, Architecture } from '../model/architecture.ts';
import { contrastiveLoss } from './contrastive-loss.ts';
import { differentiate } from './differentiate.ts';
import type { Shape } from './shapes.ts';

/** A parameter as the training graph takes it: an input, and its gradient an output. */
export interface TrainedParameter {
  /** OpenCLIP's name. */
  readonly name: string;
  /** `transposed`: rows and columns change places in the graph, as in the inference graph. */
  readonly form: 'as-is' | 'transposed';
  /** Shape in the graph, of values and gradient. */
  readonly dims: readonly number[];
}

/**
 * One step's loss and gradients as an ONNX graph.
 *
 * Inputs, all float32 but the ids: every parameter by its name; `embedded` [N, S, width] (token rows plus positions,
 * gathered by `gatherTokens`), `input_ids` [N, S] int32 (for the end of each text), `images` [M, F], `by_picture` and
 * `by_text` [M, N] (`pairWeights`). Outputs: `loss` and `logits` [M, N], the gradient of every parameter by `gradientOf`,
 * among them that of `embedded` [N, S, width], which `scatterTokens` brings back to both tables.
 */
export interface TrainingGraph {
  /** Serialised `ModelProto`; it holds no weights. */
  readonly model: Uint8Array<ArrayBuffer>;
  readonly parameters: readonly TrainedParameter[];
}

export interface TrainingGraphOptions {
  readonly architecture: Architecture;
  readonly activation: Activation;
  /**
   * Given: the image projection [inputs, D] trains along (`visual.proj`), and `images` are the features before it.
   * Default: `images` are the embeddings of the locked image tower, un-normalised.
   */
  readonly imageProjection?: { readonly inputs: number };
}

const float = (name: string, dims: OnnxValue['dims']): OnnxValue => ({
  name,
  type: 'float32',
  dims,
});

/** Derives the training graph of a text tower from the very drawing that inference uses. */
export function trainingGraph(options: TrainingGraphOptions): TrainingGraph {
  const { architecture, activation, imageProjection } = options;
  const { embedDim, text } = architecture;
  const graph = graphBuilder('fp32');
  const texts = readTexts(
    graph,
    { ids: 'input_ids', embedded: 'embedded' },
    architecture,
    activation,
  );
  const images = imageProjection
    ? graph.node('MatMul', [
        'images',
        graph.parameter('visual.proj', [imageProjection.inputs, embedDim]),
      ])
    : 'images';
  const { loss, logits } = contrastiveLoss(graph, {
    images,
    texts,
    logitScale: graph.parameter('logit_scale', []),
    byPicture: 'by_picture',
    byText: 'by_text',
  });
  const inputs: readonly OnnxValue[] = [
    float('embedded', ['N', 'S', text.width]),
    { name: 'input_ids', type: 'int32', dims: ['N', 'S'] },
    float('images', ['M', imageProjection?.inputs ?? embedDim]),
    float('by_picture', ['M', 'N']),
    float('by_text', ['M', 'N']),
  ];
  const { weights } = graph.drawn();
  const sources = ['embedded', ...weights.map(({ name }) => name)];
  const known = new Map<string, Shape>(inputs.map(({ name, dims }) => [name, dims]));
  const gradients = differentiate(graph, loss, sources, known);
  const outputs: readonly { readonly value: OnnxValue; readonly from: string }[] = [
    { value: float('loss', []), from: loss },
    { value: float('logits', ['M', 'N']), from: logits },
    ...[float('embedded', ['N', 'S', text.width]), ...weights].map(({ name, dims }) => ({
      value: float(gradientOf(name), dims),
      from: gradients.get(name) ?? '',
    })),
  ];
  const { nodes, tensors } = graph.drawn();
  return {
    model: encodeModel({
      name: 'training',
      nodes: [...nodes, ...outputs.map(({ value, from }) => identity(from, value.name))],
      tensors: tensors.filter(({ content }) => 'data' in content),
      inputs: [...inputs, ...weights.map(({ name, dims }) => float(name, dims))],
      outputs: outputs.map(({ value }) => value),
    }),
    parameters: weights.map(asTrained),
  };
}

/**
 * The text tower alone with every parameter as an input: `embedded` and `input_ids` as in training, to `embeds` [N, D].
 * It shows what a tower says between two steps, whose weights change too often for a session of their own.
 */
export function textGraphOfInputs(
  architecture: Architecture,
  activation: Activation,
): { readonly model: Uint8Array<ArrayBuffer>; readonly parameters: readonly TrainedParameter[] } {
  const graph = graphBuilder('fp32');
  const inputs = { ids: 'input_ids', embedded: 'embedded' };
  const embeds = readTexts(graph, inputs, architecture, activation);
  const { nodes, tensors, weights } = graph.drawn();
  return {
    model: encodeModel({
      name: 'texts',
      nodes: [...nodes, identity(embeds, 'embeds')],
      tensors: tensors.filter(({ content }) => 'data' in content),
      inputs: [
        float('embedded', ['N', 'S', architecture.text.width]),
        { name: 'input_ids', type: 'int32', dims: ['N', 'S'] },
        ...weights.map(({ name, dims }) => float(name, dims)),
      ],
      outputs: [float('embeds', ['N', architecture.embedDim])],
    }),
    parameters: weights.map(asTrained),
  };
}

/** The name of the output that holds the gradient of a value. */
export function gradientOf(name: string): string {
  return `${name}.gradient`;
}

function asTrained({ name, form, dims }: GraphWeight): TrainedParameter {
  return { name, form: form === 'transposed' ? 'transposed' : 'as-is', dims };
}

function identity(input: string, output: string): OnnxNode {
  return { operator: 'Identity', domain: '', inputs: [input], outputs: [output], attributes: {} };
}
