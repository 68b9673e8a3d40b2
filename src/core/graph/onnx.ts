import {
  bytesField,
  concatBytes,
  floatField,
  intField,
  messageField,
  packedIntsField,
  stringField,
} from './protobuf.ts';

/** Field numbers and codes are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto (IR version 9). */

type Bytes = Uint8Array<ArrayBuffer>;

const IR_VERSION = 9;

/** The standard operator set in which LayerNormalization is an operator and Split counts its outputs. */
const ONNX_OPSET = 20;

/** ONNX Runtime's own operators, among them fused activations and skip connections. */
export const MICROSOFT = 'com.microsoft';

/** Codes of the number formats that these graphs use. */
export const ELEMENT_TYPES = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int32: 6,
  int64: 7,
  float16: 10,
} as const;
export type ElementType = keyof typeof ELEMENT_TYPES;

/** An integer is written as INT: numbers that are real are wrapped, because `1` alone does not say which it is. */
export type Attribute = number | { readonly float: number } | readonly number[];

export interface OnnxNode {
  readonly operator: string;
  /** Default: the operator and its place. */
  readonly name?: string;
  /** Empty for the standard set. */
  readonly domain: '' | typeof MICROSOFT;
  /** Names of values; an empty name is an optional input left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** An initialiser: `data` in the file itself (little-endian), or a range of the file at `path`. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  readonly content:
    | { readonly data: Uint8Array }
    | { readonly path: string; readonly offset: number; readonly byteLength: number };
}

/** An input or output; a dimension given as a name is free. */
export interface OnnxValue {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

function attributeFields(name: string, value: Attribute): Bytes[] {
  const head = stringField(1, name);
  if (typeof value === 'number') return [head, intField(3, value), intField(20, 2)];
  if ('float' in value) return [head, floatField(2, value.float), intField(20, 1)];
  return [head, packedIntsField(8, value), intField(20, 7)];
}

function nodeFields(node: OnnxNode, index: number): Bytes[] {
  return [
    ...node.inputs.map((name) => stringField(1, name)),
    ...node.outputs.map((name) => stringField(2, name)),
    stringField(3, node.name ?? `${node.operator}_${index}`),
    stringField(4, node.operator),
    ...Object.entries(node.attributes).map(([name, value]) =>
      messageField(5, attributeFields(name, value)),
    ),
    stringField(7, node.domain),
  ];
}

function tensorFields({ name, type, dims, content }: OnnxTensor): Bytes[] {
  const head = [packedIntsField(1, dims), intField(2, ELEMENT_TYPES[type]), stringField(8, name)];
  if ('data' in content) return [...head, bytesField(9, content.data)];
  const entries = [
    ['location', content.path],
    ['offset', String(content.offset)],
    ['length', String(content.byteLength)],
  ] as const;
  return [
    ...head,
    ...entries.map(([key, value]) =>
      messageField(13, [stringField(1, key), stringField(2, value)]),
    ),
    intField(14, 1),
  ];
}

function valueFields({ name, type, dims }: OnnxValue): Bytes[] {
  const shape = dims.map((dim) =>
    messageField(1, [typeof dim === 'number' ? intField(1, dim) : stringField(2, dim)]),
  );
  const tensorType = [intField(1, ELEMENT_TYPES[type]), messageField(2, shape)];
  return [stringField(1, name), messageField(2, [messageField(1, tensorType)])];
}

/** The bytes of a `ModelProto` with one graph. */
export function encodeModel(graph: OnnxGraph): Bytes {
  const graphFields = [
    ...graph.nodes.map((node, index) => messageField(1, nodeFields(node, index))),
    stringField(2, graph.name),
    ...graph.tensors.map((tensor) => messageField(5, tensorFields(tensor))),
    ...graph.inputs.map((value) => messageField(11, valueFields(value))),
    ...graph.outputs.map((value) => messageField(12, valueFields(value))),
  ];
  return concatBytes([
    intField(1, IR_VERSION),
    stringField(2, 'zero-shot-playground'),
    messageField(7, graphFields),
    messageField(8, [stringField(1, ''), intField(2, ONNX_OPSET)]),
    messageField(8, [stringField(1, MICROSOFT), intField(2, 1)]),
  ]);
}
