import { writeNpy } from '../archive/npy.ts';
import { writeZip } from '../archive/write-zip.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import type { Head } from './head.ts';

/** A head with what a reader has to know of it. */
export interface HeadToSave {
  readonly head: Head;
  /** Names of the labels, in the order of the head's rows. */
  readonly names: readonly string[];
  /** Free text about where it comes from. */
  readonly about: Readonly<Record<string, string>>;
}

/** How logits come from unit picture vectors, for whoever reads the file. */
const LINEAR = 'logit_scale * image_embeds @ class_vectors.T + bias';
const CACHE =
  'logit_scale * image_embeds @ class_vectors.T + alpha * exp(-beta * (1 - image_embeds @ keys.T)) @ one_hot(key_labels)';

interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

function arraysOf(head: Head): readonly NamedArray[] {
  const matrix = (name: string, { data, dims }: { data: Float32Array; dims: readonly number[] }) =>
    ({ name, shape: dims, values: Float32Array.from(data) }) as const;
  if (head.kind === 'linear') {
    const { bias } = head;
    const offsets = bias
      ? [{ name: 'bias', shape: [bias.length], values: Float32Array.from(bias) }]
      : [];
    return [matrix('class_vectors', head.weights), ...offsets];
  }
  const labels = Float32Array.from(head.labels);
  return [
    matrix('class_vectors', head.words),
    matrix('keys', head.keys),
    { name: 'key_labels', shape: [labels.length], values: labels },
  ];
}

function factsOf({ head, names, about }: HeadToSave): Record<string, string> {
  return {
    ...about,
    names: JSON.stringify(names),
    logits: head.kind === 'linear' ? LINEAR : CACHE,
    logit_scale: String(head.scale),
    ...(head.kind === 'cache' && { alpha: String(head.alpha), beta: String(head.beta) }),
  };
}

/**
 * One safetensors file in float32: `class_vectors` [C, D], where there is one `bias` [C], of Tip-Adapter `keys` [N, D] and
 * `key_labels` [N]; in its metadata `names` (a JSON list) and how logits come from them.
 */
export function headAsSafetensors(saved: HeadToSave): Uint8Array<ArrayBuffer>[] {
  const tensors = arraysOf(saved.head).map(({ name, shape, values }) => ({
    name,
    shape,
    dtype: 'F32' as const,
    bytes: new Uint8Array(values.buffer),
  }));
  return writeSafetensors(tensors, factsOf(saved));
}

/** The same as a zip of one `.npy` an array, `names.txt` (a label a line) and `head.json`. */
export function headAsNpy(saved: HeadToSave): Uint8Array<ArrayBuffer>[] {
  const text = (content: string) => [new TextEncoder().encode(`${content}\n`)];
  const lines = saved.names.map((name) => name.replaceAll(/[\r\n]+/g, ' '));
  return writeZip([
    ...arraysOf(saved.head).map(({ name, shape, values }) => ({
      name: `${name}.npy`,
      parts: writeNpy(values, shape),
    })),
    { name: 'names.txt', parts: text(lines.join('\n')) },
    { name: 'head.json', parts: text(JSON.stringify(factsOf(saved), null, 1)) },
  ]);
}
