import { bytesSource } from '../archive/byte-source.ts';
import { bytesField, concatBytes, intField } from '../graph/protobuf.ts';
import { quote } from '../quote.ts';
import { brokenOnnx, type ProtoField, type ProtoWalker, walkProto } from './proto-walker.ts';
import type { OnnxFile } from './read-onnx.ts';

/** What one output of a graph is computed from: a graph of its own, once the rest is taken away. */
export interface GraphPart {
  readonly output: string;
  /** Places in the file's list of operators. */
  readonly operators: ReadonlySet<number>;
  /** Names of all values that these operators read or give: initialisers and inputs among them. */
  readonly values: ReadonlySet<string>;
}

/**
 * Follows an output back to all that it is computed from. Each operator is visited once.
 * @throws CodedError where two operators give a value of the same name, or none gives the output
 */
export function partBehind({ operators }: OnnxFile, output: string): GraphPart {
  const makers = new Map<string, number>();
  for (const [place, { outputs }] of operators.entries()) {
    for (const name of outputs) {
      if (name === '') continue;
      if (makers.has(name)) throw brokenOnnx(`makes the value ${quote(name)} twice`);
      makers.set(name, place);
    }
  }
  if (!makers.has(output)) throw brokenOnnx(`never makes its output ${quote(output)}`);
  const found = new Set<number>();
  const values = new Set([output]);
  const open = [output];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const place = makers.get(name);
    if (place === undefined || found.has(place)) continue;
    found.add(place);
    for (const read of operators[place]?.inputs ?? []) {
      if (read === '' || values.has(read)) continue;
      values.add(read);
      open.push(read);
    }
  }
  return { output, operators: found, values };
}

/** What the file would say of itself if it held that part alone. */
export function fileOfPart(onnx: OnnxFile, { output, operators, values }: GraphPart): OnnxFile {
  const tensors = onnx.tensors.filter(({ name }) => values.has(name));
  return {
    operators: onnx.operators.filter((_, place) => operators.has(place)),
    inputs: onnx.inputs.filter(({ name }) => values.has(name)),
    outputs: onnx.outputs.filter(({ name }) => name === output),
    tensors,
    initialisers: tensors.length,
  };
}

/** Field numbers of ONNX's `ModelProto` and `GraphProto`. */
const MODEL = { version: 1, graph: 7, operators: 8 } as const;
const GRAPH = { node: 1, name: 2, initialiser: 5, input: 11, output: 12 } as const;
const NAME_BYTES = 1024;

/**
 * The bytes of a file that holds the part alone: its operators, initialisers and inputs as they are, and its one output. What is
 * said of other values, and of where the file comes from, is left out.
 */
export async function cutGraph(
  file: Uint8Array,
  part: GraphPart,
): Promise<Uint8Array<ArrayBuffer>> {
  const proto = walkProto(bytesSource(file));
  const pieces: Uint8Array[] = [];
  for await (const field of proto.fields(0, file.length)) {
    if (field.field === MODEL.version) pieces.push(intField(MODEL.version, field.value));
    else if (field.field === MODEL.operators) pieces.push(copied(file, field));
    else if (field.field === MODEL.graph) pieces.push(await cutIn(proto, file, field, part));
  }
  return concatBytes(pieces);
}

async function cutIn(
  proto: ProtoWalker,
  file: Uint8Array,
  { begin, end }: ProtoField,
  part: GraphPart,
): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  let operators = 0;
  for await (const field of proto.fields(begin, end)) {
    const keep =
      field.field === GRAPH.node
        ? part.operators.has(operators++)
        : field.field === GRAPH.name || (await isNamed(proto, field, part));
    if (keep) kept.push(copied(file, field));
  }
  return bytesField(MODEL.graph, concatBytes(kept));
}

/** Whether an initialiser, an input or an output is the part's, by its name. */
async function isNamed(
  proto: ProtoWalker,
  { field, begin, end }: ProtoField,
  { output, values }: GraphPart,
): Promise<boolean> {
  const known = field === GRAPH.initialiser || field === GRAPH.input || field === GRAPH.output;
  if (!known) return false;
  const place = field === GRAPH.initialiser ? 8 : 1;
  for await (const inner of proto.fields(begin, end)) {
    if (inner.field !== place) continue;
    const name = await proto.text(inner, NAME_BYTES);
    return field === GRAPH.output ? name === output : values.has(name);
  }
  return false;
}

function copied(file: Uint8Array, { field, begin, end }: ProtoField): Uint8Array {
  return bytesField(field, file.subarray(begin, end));
}
