import { encodeModel, type OnnxGraph, type OnnxNode } from '../core/graph/onnx.ts';
import { onnxPair } from './onnx-pair.ts';

interface JoinedOptions {
  readonly quantised?: boolean;
  /** Changes the joined graph before it is written, to make it a bad one. */
  readonly change?: (graph: OnnxGraph) => OnnxGraph;
}

/**
 * A `model.onnx` as optimum exports CLIP: both towers in one graph, both embeddings normalised, and logits behind them.
 * Made of the pair of the same checkpoint.
 */
export function joinedTowers(
  checkpoint: string,
  { quantised = false, change = (graph) => graph }: JoinedOptions = {},
): Uint8Array<ArrayBuffer> {
  const sides: OnnxGraph[] = [];
  const keep = (graph: OnnxGraph): OnnxGraph => {
    sides.push(graph);
    return graph;
  };
  onnxPair(checkpoint, { quantised, change: keep });
  const [image, text] = sides;
  if (!image || !text) throw new Error('The pair has two graphs.');
  return encodeModel(change(joined(normalised(image), normalised(apart(text)))));
}

/** Names that both graphs of the pair have. */
const SHARED = /^(value_|constant_|scale_|steep_|onnx::|causal)/;

function apart(graph: OnnxGraph): OnnxGraph {
  const own = (name: string): string => (SHARED.test(name) ? `text:${name}` : name);
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(own),
      outputs: node.outputs.map(own),
    })),
    tensors: graph.tensors.map((tensor) => ({ ...tensor, name: own(tensor.name) })),
  };
}

const node = (operator: string, inputs: string[], output: string): OnnxNode => ({
  operator,
  domain: '',
  inputs,
  outputs: [output],
  attributes: {},
});

/** The output divided by its length. */
function normalised(graph: OnnxGraph): OnnxGraph {
  const [output] = graph.outputs;
  if (!output) throw new Error('The graph has an output.');
  const { name } = output;
  // The pair's last operator gives the output.
  const last = node('Identity', [...(graph.nodes.at(-1)?.inputs ?? [])], `${name}:raw`);
  const axes = {
    name: `${name}:axes`,
    type: 'int64',
    dims: [1],
    content: { data: new Uint8Array(BigInt64Array.of(-1n).buffer) },
  } as const;
  const nodes = [
    ...graph.nodes.slice(0, -1),
    last,
    node('ReduceL2', [`${name}:raw`, axes.name], `${name}:length`),
    node('Div', [`${name}:raw`, `${name}:length`], name),
  ];
  return { ...graph, nodes, tensors: [...graph.tensors, axes] };
}

function joined(image: OnnxGraph, text: OnnxGraph): OnnxGraph {
  const scale = {
    name: 'logit_scale',
    type: 'float32',
    dims: [],
    content: { data: new Uint8Array(Float32Array.of(2.5).buffer) },
  } as const;
  const logits = [
    { ...node('Transpose', ['image_embeds'], 'turned'), attributes: { perm: [1, 0] } },
    node('MatMul', ['text_embeds', 'turned'], 'cosines'),
    node('Exp', ['logit_scale'], 'factor'),
    node('Mul', ['cosines', 'factor'], 'logits_per_text'),
    { ...node('Transpose', ['logits_per_text'], 'logits_per_image'), attributes: { perm: [1, 0] } },
  ];
  const value = (name: string) => ({ name, type: 'float32', dims: ['a', 'b'] }) as const;
  return {
    name: 'both',
    // As exporters order them, neither tower stands before the other.
    nodes: [...interleaved(image.nodes, text.nodes), ...logits],
    tensors: [...text.tensors, scale, ...image.tensors],
    inputs: [...text.inputs, ...image.inputs],
    outputs: [
      value('logits_per_image'),
      value('logits_per_text'),
      ...text.outputs,
      ...image.outputs,
    ],
  };
}

function interleaved<T>(first: readonly T[], second: readonly T[]): T[] {
  return Array.from({ length: Math.max(first.length, second.length) }, (_, at) => [
    ...first.slice(at, at + 1),
    ...second.slice(at, at + 1),
  ]).flat();
}
