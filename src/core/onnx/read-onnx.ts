import { CodedError } from '../errors.ts';
import type { ByteSource } from '../archive/byte-source.ts';
import { bytesPerElement, type Dtype } from '../checkpoint/dtype.ts';
import type { TensorInfo } from '../checkpoint/safetensors-header.ts';
import { elementCount } from '../model/parameters.ts';
import { quote } from '../quote.ts';
import { brokenOnnx, type ProtoField, type ProtoWalker, walkProto } from './proto-walker.ts';

/** Field numbers are those of https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */

/** An operator of a graph, by the names of its values. */
export interface OnnxOperator {
  /** With its domain before a dot, where that is not the standard one. */
  readonly operator: string;
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** An input or output; a dimension that is free is `null`. */
export interface OnnxPort {
  readonly name: string;
  /** Code of the number format; 0 where the file does not say. */
  readonly type: number;
  readonly dims: readonly (number | null)[];
}

/** What an ONNX file says of itself; of its weights only where they are. */
export interface OnnxFile {
  readonly operators: readonly OnnxOperator[];
  /** Inputs that a caller must give: those of old files that name an initialiser are left out. */
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  /** Initialisers whose bytes lie in the file in a format that can be read. */
  readonly tensors: readonly TensorInfo[];
  /** All initialisers, those that are written number by number included. */
  readonly initialisers: number;
}

/** The largest CLIP in this format has some 5,000 operators, and 1,500 initialisers. */
const MOST = { operators: 50_000, tensors: 65_536, ports: 256, values: 256, rank: 8 } as const;
const NAME_BYTES = 1024;
/** All names of a file together; those of an honest one are a thousandth of it. */
const ALL_NAMES = 1 << 25;

const DTYPES: Readonly<Record<number, Dtype>> = {
  1: 'F32',
  2: 'U8',
  3: 'I8',
  5: 'I16',
  6: 'I32',
  7: 'I64',
  9: 'BOOL',
  10: 'F16',
  11: 'F64',
  16: 'BF16',
};

interface Reading {
  readonly proto: ProtoWalker;
  names: number;
}

/**
 * Reads the graph of an ONNX file as untrusted input: everything is counted before it is kept, and every initialiser lies
 * inside the file and has exactly the bytes of its shape.
 * @throws CodedError
 */
export async function readOnnx(source: ByteSource): Promise<OnnxFile> {
  const reading: Reading = { proto: walkProto(source), names: 0 };
  let graph: ProtoField | null = null;
  for await (const field of reading.proto.fields(0, source.size)) {
    if (field.field !== 7) continue;
    if (graph || field.kind !== 'bytes') throw brokenOnnx('has more than one graph');
    graph = field;
  }
  if (!graph) throw brokenOnnx('holds no graph');
  return readGraph(reading, graph);
}

async function readGraph(reading: Reading, { begin, end }: ProtoField): Promise<OnnxFile> {
  const operators: OnnxOperator[] = [];
  const tensors: TensorInfo[] = [];
  const names = new Set<string>();
  const inputs: OnnxPort[] = [];
  const outputs: OnnxPort[] = [];
  for await (const field of reading.proto.fields(begin, end)) {
    if (field.field === 1) add(operators, await readOperator(reading, field), MOST.operators);
    else if (field.field === 11) add(inputs, await readPort(reading, field), MOST.ports);
    else if (field.field === 12) add(outputs, await readPort(reading, field), MOST.ports);
    else if (field.field === 5) {
      const { name, info } = await readTensor(reading, field);
      if (names.has(name)) throw brokenOnnx(`names the initialiser ${quote(name)} twice`);
      if (names.size === MOST.tensors) throw brokenOnnx('lists too much');
      names.add(name);
      if (info) tensors.push(info);
    } else if (field.field === 15) throw elsewhere('keeps some weights as sparse lists');
  }
  const asked = inputs.filter(({ name }) => !names.has(name));
  return { operators, inputs: asked, outputs, tensors, initialisers: names.size };
}

function add<T>(list: T[], item: T, most: number): void {
  if (list.length === most) throw brokenOnnx('lists too much');
  list.push(item);
}

async function readName(reading: Reading, field: ProtoField): Promise<string> {
  reading.names += field.end - field.begin;
  if (reading.names > ALL_NAMES) throw brokenOnnx('lists too much');
  return reading.proto.text(field, NAME_BYTES);
}

async function readOperator(reading: Reading, message: ProtoField): Promise<OnnxOperator> {
  let [name, type, domain] = ['', '', ''];
  const inputs: string[] = [];
  const outputs: string[] = [];
  for await (const field of reading.proto.fields(message.begin, message.end)) {
    if (field.field === 1) add(inputs, await readName(reading, field), MOST.values);
    else if (field.field === 2) add(outputs, await readName(reading, field), MOST.values);
    else if (field.field === 3) name = await readName(reading, field);
    else if (field.field === 4) type = await readName(reading, field);
    else if (field.field === 7) domain = await readName(reading, field);
  }
  const standard = domain === '' || domain === 'ai.onnx';
  return { operator: standard ? type : `${domain}.${type}`, name, inputs, outputs };
}

interface TensorFields {
  dims: number[];
  type: number;
  name: string;
  content: ProtoField | null;
}

async function readTensor(reading: Reading, message: ProtoField) {
  const tensor: TensorFields = { dims: [], type: 0, name: '', content: null };
  for await (const field of reading.proto.fields(message.begin, message.end)) {
    await takeTensorField(reading, tensor, field);
  }
  const { name, type, dims, content } = tensor;
  const dtype = DTYPES[type];
  if (!dtype || !content || !dims.every((size) => Number.isSafeInteger(size)))
    return { name, info: null };
  const length = elementCount(dims) * bytesPerElement(dtype);
  const { begin, end } = content;
  if (end - begin !== length) {
    throw brokenOnnx(
      `gives the initialiser ${quote(name)} ${end - begin} bytes, but its shape needs ${length}`,
    );
  }
  return { name, info: { name, dtype, shape: dims, begin, end } satisfies TensorInfo };
}

async function takeTensorField(reading: Reading, tensor: TensorFields, field: ProtoField) {
  if (field.field === 1) {
    const more = await reading.proto.integers(field, MOST.rank);
    tensor.dims.push(...more);
    if (tensor.dims.length > MOST.rank) throw brokenOnnx('has too many axes');
  } else if (field.field === 2) tensor.type = field.value;
  else if (field.field === 8) tensor.name = await readName(reading, field);
  // Numbers in a packed list of floats have the very bytes of raw data.
  else if (field.field === 9 || (field.field === 4 && field.kind === 'bytes')) {
    tensor.content = field;
  } else if (field.field === 13 || (field.field === 14 && field.value !== 0)) {
    throw elsewhere('keeps its weights in a second file');
  }
}

async function readPort(reading: Reading, message: ProtoField): Promise<OnnxPort> {
  let name = '';
  let type = 0;
  let dims: (number | null)[] = [];
  const { proto } = reading;
  for await (const field of proto.fields(message.begin, message.end)) {
    if (field.field === 1) name = await readName(reading, field);
    if (field.field !== 2) continue;
    // TypeProto, of which the first kind is a tensor: its element type and its shape.
    for await (const kind of proto.fields(field.begin, field.end)) {
      if (kind.field !== 1) continue;
      for await (const part of proto.fields(kind.begin, kind.end)) {
        if (part.field === 1) type = part.value;
        else if (part.field === 2) dims = await readShape(proto, part);
      }
    }
  }
  return { name, type, dims };
}

async function readShape(proto: ProtoWalker, shape: ProtoField): Promise<(number | null)[]> {
  const dims: (number | null)[] = [];
  for await (const axis of proto.fields(shape.begin, shape.end)) {
    if (axis.field !== 1) continue;
    let size: number | null = null;
    for await (const part of proto.fields(axis.begin, axis.end)) {
      if (part.field === 1 && Number.isSafeInteger(part.value)) size = part.value;
    }
    add(dims, size, MOST.rank);
  }
  return dims;
}

function elsewhere(fault: string): CodedError {
  return new CodedError(
    'onnx-elsewhere',
    `The ONNX file ${fault}, which this page cannot use. Choose a file that holds its weights itself.`,
    { fault },
  );
}
