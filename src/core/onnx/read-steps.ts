import { bytesSource } from '../archive/byte-source.ts';
import { elementCount } from '../model/parameters.ts';
import { brokenOnnx, type ProtoField, type ProtoWalker, walkProto } from './proto-walker.ts';

/** A tensor by its shape; its numbers where they are few and of a plain format. */
export interface SmallTensor {
  readonly dims: readonly number[];
  readonly values: readonly number[] | null;
}

type AttributeValue = number | string | readonly number[] | SmallTensor;

/** An operator with what its result's shape depends on. */
export interface GraphStep {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, AttributeValue>;
}

export interface GraphSteps {
  readonly steps: readonly GraphStep[];
  readonly initialisers: ReadonlyMap<string, SmallTensor>;
}

/** Numbers of a shape, or of what one is computed from. */
const FEW = 256;
const TEXT_BYTES = 1024;

/**
 * The operators of an ONNX file with their attributes and small constants. The file was read by `readOnnx` before, which
 * bounds how much of everything there is; subgraphs, which no operator that may be used has, are passed over.
 */
export async function readSteps(file: Uint8Array): Promise<GraphSteps> {
  const proto = walkProto(bytesSource(file));
  const steps: GraphStep[] = [];
  const initialisers = new Map<string, SmallTensor>();
  for await (const graph of proto.fields(0, file.length)) {
    if (graph.field === 25) throw brokenOnnx('brings operators of its own');
    if (graph.field !== 7) continue;
    for await (const field of proto.fields(graph.begin, graph.end)) {
      if (field.field === 1) steps.push(await readStep(proto, field));
      if (field.field !== 5) continue;
      const { name, tensor } = await readTensor(proto, field);
      initialisers.set(name, tensor);
    }
  }
  return { steps, initialisers };
}

async function readStep(proto: ProtoWalker, message: ProtoField): Promise<GraphStep> {
  let [type, domain] = ['', ''];
  const [inputs, outputs]: [string[], string[]] = [[], []];
  const attributes = new Map<string, AttributeValue>();
  for await (const field of proto.fields(message.begin, message.end)) {
    if (field.field === 1) inputs.push(await proto.text(field, TEXT_BYTES));
    else if (field.field === 2) outputs.push(await proto.text(field, TEXT_BYTES));
    else if (field.field === 4) type = await proto.text(field, TEXT_BYTES);
    else if (field.field === 7) domain = await proto.text(field, TEXT_BYTES);
    else if (field.field === 5) {
      const [name, value] = await readAttribute(proto, field);
      if (value !== null) attributes.set(name, value);
    }
  }
  const standard = domain === '' || domain === 'ai.onnx';
  return { operator: standard ? type : `${domain}.${type}`, inputs, outputs, attributes };
}

async function readAttribute(
  proto: ProtoWalker,
  message: ProtoField,
): Promise<readonly [string, AttributeValue | null]> {
  let name = '';
  let value: AttributeValue | null = null;
  const list: number[] = [];
  for await (const field of proto.fields(message.begin, message.end)) {
    if (field.field === 1) name = await proto.text(field, TEXT_BYTES);
    else if (field.field === 2) [value = null] = floats(await proto.content(field, 4));
    else if (field.field === 3) value = field.signed;
    else if (field.field === 4 && field.end - field.begin <= TEXT_BYTES) {
      value = new TextDecoder().decode(await proto.content(field, TEXT_BYTES));
    } else if (field.field === 5) value = (await readTensor(proto, field)).tensor;
    else if (field.field === 8) list.push(...(await proto.signedIntegers(field, FEW)));
  }
  return [name, list.length > 0 ? list : value];
}

async function readTensor(proto: ProtoWalker, message: ProtoField) {
  let [type, name] = [0, ''];
  const dims: number[] = [];
  const contents: ProtoField[] = [];
  for await (const field of proto.fields(message.begin, message.end)) {
    if (field.field === 1) dims.push(...(await proto.integers(field, 8)));
    else if (field.field === 2) type = field.value;
    else if (field.field === 8) name = await proto.text(field, TEXT_BYTES);
    else if (CONTENTS.has(field.field)) contents.push(field);
    if (contents.length > FEW) break;
  }
  const count = elementCount(dims);
  const values: number[] = [];
  for (const field of count <= FEW ? contents : []) {
    values.push(...(await valuesOf(proto, field, type)));
  }
  return { name, tensor: { dims, values: values.length === count ? values : null } };
}

/** Numbers of float, int32 and int64 one by one, or raw bytes. */
const CONTENTS: ReadonlySet<number> = new Set([4, 5, 7, 9]);

async function valuesOf(proto: ProtoWalker, field: ProtoField, type: number): Promise<number[]> {
  if (field.field === 5 || field.field === 7) return [...(await proto.signedIntegers(field, FEW))];
  const bytes = (await proto.content(field, FEW * 8)).slice();
  if (field.field === 4) return floats(bytes);
  switch (type) {
    case 1:
      return floats(bytes);
    case 6:
      return [...new Int32Array(whole(bytes, 4))];
    case 7:
      return Array.from(new BigInt64Array(whole(bytes, 8)), Number);
    case 11:
      return [...new Float64Array(whole(bytes, 8))];
    case 3:
      return [...new Int8Array(bytes.buffer)];
    case 2:
    case 9:
      return [...bytes];
    default:
      return [];
  }
}

function floats(bytes: Uint8Array): number[] {
  return [...new Float32Array(whole(bytes.slice(), 4))];
}

function whole(bytes: Uint8Array, width: number): ArrayBuffer {
  const end = bytes.byteOffset + bytes.length - (bytes.length % width);
  return bytes.buffer.slice(bytes.byteOffset, end) as ArrayBuffer;
}
