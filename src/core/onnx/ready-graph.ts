import { CodedError, type CheckpointErrorCode } from '../errors.ts';
import { fileOfPart, type GraphPart, partBehind } from './graph-part.ts';
import type { Architecture } from '../model/architecture.ts';
import { elementCount } from '../model/parameters.ts';
import { OPERATORS } from './operators.ts';
import type { OnnxFile, OnnxPort } from './read-onnx.ts';
import { type ToldTensor, toldTensors } from './told-tensors.ts';
import { quote } from '../quote.ts';

export type Side = 'image' | 'text';

/** A tower as a file brings it: a graph with its weights, that runs as it is. */
export interface ReadyGraph {
  readonly side: Side;
  readonly input: string;
  readonly output: string;
  readonly type: 'float32' | 'float16' | 'int32' | 'int64';
  /** Name of the input for the attention mask, where there is one. */
  readonly mask: string | null;
  /** Numbers that the graph fixes; `null` where it takes any. */
  readonly imageSize: number | null;
  readonly textLength: number | null;
  readonly embedDim: number | null;
  /** Takes one row at a time: it quantises while it runs, or its batch is fixed. */
  readonly rowByRow: boolean;
  /** Its output is what attention pooling or the last position gives: SigLIP's embedding, and CLIP's before its projection. */
  readonly pooled: boolean;
  /** Its weights, whatever their names: arrays, numbers in them, and bytes; shapes and indices are none. */
  readonly held: { readonly tensors: number; readonly numbers: number; readonly bytes: number };
  /** By the names of Hugging Face's layout. */
  readonly told: ReadonlyMap<string, ToldTensor>;
  /** What of the file is this tower, where it holds both, and the bytes of its weights. */
  readonly part?: GraphPart & { readonly byteLength: number };
}

const OUTPUTS = { image: 'image_embeds', text: 'text_embeds' } as const;
const POOLED = 'pooler_output';
const INPUTS = { image: 'pixel_values', text: 'input_ids' } as const;
const MASK = 'attention_mask';

/** Operators that take the range of all their input: a row's numbers then depend on its neighbours. */
const QUANTISING = /DynamicQuantize/;

/**
 * The towers that an ONNX file in the layout of transformers.js holds: one, or both where each output is computed from the
 * inputs of its own side.
 * @param file its name, for the sentence
 * @throws CodedError where the graph is another one, cannot be run, or cannot be taken apart
 */
export function readyGraphs(onnx: OnnxFile, file: string): readonly ReadyGraph[] {
  const both = (['image', 'text'] as const).filter((side) =>
    portNamed(onnx.outputs, OUTPUTS[side]),
  );
  if (both.length < 2) return [readyGraph(onnx, file)];
  return both.map((side) => {
    const part = partBehind(onnx, OUTPUTS[side]);
    const other = INPUTS[side === 'image' ? 'text' : 'image'];
    if (part.values.has(other)) throw joined(file, OUTPUTS[side], other);
    return readyGraph(fileOfPart(onnx, part), file, part);
  });
}

/** Number formats of shapes, axes and switches. */
const NO_WEIGHTS: ReadonlySet<string> = new Set(['I16', 'I32', 'I64', 'BOOL']);

function weightsOf({ tensors }: OnnxFile): ReadyGraph['held'] {
  const weights = tensors.filter(({ dtype }) => !NO_WEIGHTS.has(dtype));
  return {
    tensors: weights.length,
    numbers: weights.reduce((sum, { shape }) => sum + elementCount(shape), 0),
    bytes: weights.reduce((sum, { begin, end }) => sum + end - begin, 0),
  };
}

function weightBytes({ tensors }: OnnxFile): number {
  return tensors.reduce((sum, { begin, end }) => sum + end - begin, 0);
}

function joined(file: string, output: string, input: string): CodedError {
  return new CodedError(
    'onnx-joined',
    `${quote(file)} holds both towers in one graph, and its ${output} is computed from ${input}, too, so the two cannot be taken apart. Choose vision_model.onnx and text_model.onnx as transformers.js uses them.`,
    { file, name: output, what: input },
  );
}

function readyGraph(onnx: OnnxFile, file: string, part?: GraphPart): ReadyGraph {
  const side = sideOf(onnx, file);
  const embeds = portNamed(onnx.outputs, OUTPUTS[side]);
  const output = embeds ?? portNamed(onnx.outputs, POOLED);
  const input = portNamed(onnx.inputs, INPUTS[side]);
  if (!input || !output) {
    throw refuse('onnx-inputs', file, `has no input named ${INPUTS[side]}`, INPUTS[side]);
  }
  const mask = side === 'text' ? portNamed(onnx.inputs, MASK) : undefined;
  const strange = onnx.inputs.find((port) => port !== input && port !== mask);
  if (strange)
    throw refuse(
      'onnx-inputs',
      file,
      `asks for the input ${quote(strange.name)}`,
      quote(strange.name),
    );
  for (const { operator } of onnx.operators) {
    if (!OPERATORS.has(operator))
      throw refuse('onnx-operator', file, `uses the operator ${quote(operator)}`, quote(operator));
  }
  const [batch, channelsOrLength, height, width] = input.dims;
  if (height !== width)
    throw refuse('onnx-inputs', file, 'takes pictures that are not square', input.name);
  return {
    side,
    input: input.name,
    output: output.name,
    type: typeOf(input, side, file),
    mask: mask?.name ?? null,
    imageSize: (side === 'image' && height) || null,
    textLength: (side === 'text' && channelsOrLength) || null,
    embedDim: output.dims.at(-1) ?? null,
    rowByRow:
      fixedBatch(batch, file) || onnx.operators.some((one) => QUANTISING.test(one.operator)),
    pooled: embeds === undefined,
    held: weightsOf(onnx),
    told: toldTensors(onnx),
    ...(part && { part: { ...part, byteLength: weightBytes(onnx) } }),
  };
}

function sideOf({ inputs, outputs }: OnnxFile, file: string): Side {
  if (portNamed(outputs, OUTPUTS.image)) return 'image';
  if (portNamed(outputs, OUTPUTS.text)) return 'text';
  if (portNamed(outputs, POOLED)) return portNamed(inputs, INPUTS.image) ? 'image' : 'text';
  const names = outputs.slice(0, 4).map(({ name }) => quote(name));
  const given = names.join(', ') || '–';
  throw refuse(
    'onnx-outputs',
    file,
    `gives ${given}, but neither image_embeds nor text_embeds`,
    given,
  );
}

/**
 * Refuses a graph that ends where its model has still to project: only SigLIP's embedding is what pooling gives.
 * @throws CodedError
 */
export function requireEmbeddings(
  { side, pooled, output }: ReadyGraph,
  architecture: Pick<Architecture, 'image' | 'text'>,
  file: string,
): void {
  if (!pooled || architecture[side].kind === 'siglip') return;
  const given = quote(output);
  throw refuse(
    'onnx-outputs',
    file,
    `gives ${given}, but neither image_embeds nor text_embeds`,
    given,
  );
}

function portNamed(ports: readonly OnnxPort[], name: string): OnnxPort | undefined {
  return ports.find((port) => port.name === name);
}

/** Codes of ONNX. */
const TYPES = { 1: 'float32', 6: 'int32', 7: 'int64', 10: 'float16' } as const;

function typeOf({ name, type }: OnnxPort, side: Side, file: string): ReadyGraph['type'] {
  const found = Object.hasOwn(TYPES, type) ? TYPES[type as keyof typeof TYPES] : null;
  const float = found === 'float32' || found === 'float16';
  if (found && float === (side === 'image')) return found;
  throw refuse('onnx-inputs', file, `wants ${name} in a number format that does not fit`, name);
}

function fixedBatch(batch: number | null | undefined, file: string): boolean {
  if (batch === null || batch === undefined || batch === 0) return false;
  if (batch === 1) return true;
  throw refuse(
    'onnx-inputs',
    file,
    `takes ${batch} inputs at a time and no other number`,
    `× ${batch}`,
  );
}

/** @param what the name that the sentence is about */
function refuse(
  code: Extract<CheckpointErrorCode, 'onnx-operator' | 'onnx-inputs' | 'onnx-outputs'>,
  file: string,
  fault: string,
  what: string,
): CodedError {
  return new CodedError(
    code,
    `${quote(file)} ${fault}, so it cannot be run as a tower of CLIP. Choose vision_model.onnx and text_model.onnx as transformers.js uses them.`,
    { file, what },
  );
}
