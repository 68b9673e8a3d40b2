import { expect, test } from 'vitest';
import {
  bytesField,
  concatBytes,
  intField,
  messageField,
  packedIntsField,
  stringField,
  varint,
} from '../graph/protobuf.ts';
import { readOnnx } from './read-onnx.ts';

/** A part of a file: bytes, or so many zeros that stand for weights. */
type Part = Uint8Array | number;

const lengthOf = (part: Part): number => (typeof part === 'number' ? part : part.length);
const total = (parts: readonly Part[]): number =>
  parts.reduce<number>((sum, part) => sum + lengthOf(part), 0);

/** A length-delimited field whose content is these parts. */
const field = (number: number, content: readonly Part[]): readonly Part[] => [
  concatBytes([varint(number * 8 + 2), varint(total(content))]),
  ...content,
];

const initialiser = (name: string, type: number, dims: readonly number[], bytes: number) =>
  field(5, [
    concatBytes([packedIntsField(1, dims), intField(2, type), stringField(8, name)]),
    ...field(9, [bytes]),
  ]);

/** A quantised matrix with its scale and its zero point, in the order in which ONNX Runtime writes them. */
const matrix = (name: string, rows: number, columns: number): readonly Part[] => [
  ...initialiser(`${name}_quantized`, 3, [rows, columns], rows * columns),
  ...initialiser(`${name}_scale`, 1, [], 4),
  ...initialiser(`${name}_zero_point`, 3, [], 1),
];

const vector = (name: string, size: number) => initialiser(name, 1, [size], 4 * size);

/** The initialisers of a tower of 12 layers: what was left in float32 first, then the matrices. */
function tower(name: string, width: number): readonly Part[] {
  const layers = Array.from({ length: 12 }, (_, layer) => `${name}.encoder.layers.${layer}`);
  const small = layers.flatMap((layer) => [
    ...['q', 'k', 'v', 'out'].map((part) => vector(`${layer}.self_attn.${part}_proj.bias`, width)),
    vector(`${layer}.mlp.fc1.bias`, 4 * width),
    ...['mlp.fc2.bias', 'norm1.weight', 'norm1.bias', 'norm2.weight', 'norm2.bias'].map((part) =>
      vector(`${layer}.${part}`, width),
    ),
  ]);
  const large = layers.flatMap((_, layer) =>
    ['q', 'k', 'v', 'out', 'fc1', 'fc2'].map((part) => {
      const columns = part === 'fc1' ? 4 * width : width;
      return matrix(
        `onnx::MatMul_${name}_${layer}_${part}`,
        part === 'fc2' ? 4 * width : width,
        columns,
      );
    }),
  );
  return [...small, ...large].flat();
}

/** An operator with names as long as PyTorch's exporter makes them. */
const operator = (n: number) =>
  messageField(1, [
    stringField(1, `/vision_model/encoder/layers.${n % 12}/self_attn/Reshape_${n}_output_0`),
    stringField(2, `/vision_model/encoder/layers.${n % 12}/self_attn/Transpose_${n}_output_0`),
    stringField(3, `/vision_model/encoder/layers.${n % 12}/self_attn/Transpose_${n}`),
    stringField(4, 'Transpose'),
  ]);

/** CLIP ViT-B/16 with 8-bit matrices, as a file of 150 MB of which only the graph is in memory. */
function quantisedClip() {
  const graph = [
    concatBytes(Array.from({ length: 3000 }, (_, n) => operator(n))),
    ...tower('vision_model', 768),
    ...matrix('text_model.embeddings.token_embedding.weight', 49_408, 512),
    ...tower('text_model', 512),
  ];
  return sparse([...field(7, graph), bytesField(8, intField(2, 14))]);
}

function sparse(parts: readonly Part[]) {
  const asked: number[] = [];
  const read = async (begin: number, end: number): Promise<Uint8Array> => {
    asked.push(end - begin);
    const bytes = new Uint8Array(end - begin);
    let at = 0;
    for (const part of parts) {
      const first = Math.max(begin, at);
      const last = Math.min(end, at + lengthOf(part));
      if (typeof part !== 'number' && first < last)
        bytes.set(part.subarray(first - at, last - at), first - begin);
      at += lengthOf(part);
    }
    return bytes;
  };
  const size = total(parts);
  return { size, read, asked };
}

test('a look into 150 MB asks once for each large matrix and hardly between them, for 3 % of the bytes', async () => {
  const file = quantisedClip();
  const { tensors, operators } = await readOnnx(file);
  expect([operators.length, tensors.length]).toEqual([3000, 675]);
  expect(file.size).toBeGreaterThan(149e6);
  const matrices = tensors.filter(({ name }) => name.endsWith('_quantized'));
  expect(matrices).toHaveLength(145);
  // The place of what follows a matrix is known only when its length was read.
  expect(file.asked.length - matrices.length).toBeLessThan(16);
  expect(file.asked.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(0.03 * file.size);
});

test('small matrices are read over: they cost less than a request each', async () => {
  const small = Array.from({ length: 64 }, (_, n) => matrix(`m${n}`, 256, 256)).flat();
  const { asked, read, size } = sparse(field(7, small));
  await readOnnx({ read, size });
  expect(asked.length).toBeLessThan(26);
  expect(asked.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(size);
});
