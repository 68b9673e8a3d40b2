import { csvRow } from '../archive/csv-row.ts';
import { writeNpy } from '../archive/npy.ts';
import { writeZip } from '../archive/write-zip.ts';
import { writeSafetensors } from '../checkpoint/write-safetensors.ts';
import type { ClassNames } from './class-prompts.ts';

/** Vectors of a run's pictures and classes with their names. */
export interface VectorsToWrite {
  readonly classes: readonly ClassNames[];
  /** [N] */
  readonly pictures: readonly string[];
  readonly trueClasses: Int32Array;
  /** [N, D], as encoded */
  readonly embeddings: Float32Array<ArrayBuffer>;
  readonly dimensions: number;
  /** [C, D], of length 1 */
  readonly classVectors: Float32Array<ArrayBuffer>;
  readonly scale: number;
  /** Of a model that was trained with a sigmoid; `null` for a softmax. */
  readonly bias: number | null;
  /** Free text about where they come from. */
  readonly about: Readonly<Record<string, string>>;
}

/**
 * One safetensors file: `image_embeds` [N, D], `text_embeds` [C, D], and in its metadata `image_names`, `image_labels`
 * (class numbers from 0), `text_names` (JSON lists) and `logit_scale`, with a sigmoid's `logit_bias`.
 */
export function vectorsAsSafetensors(vectors: VectorsToWrite): Uint8Array<ArrayBuffer>[] {
  const { pictures, trueClasses, embeddings, dimensions, classes, classVectors } = vectors;
  const tensor = (name: string, rows: number, values: Float32Array<ArrayBuffer>) => ({
    name,
    dtype: 'F32' as const,
    shape: [rows, dimensions],
    bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  });
  return writeSafetensors(
    [
      tensor('image_embeds', pictures.length, embeddings),
      tensor('text_embeds', classes.length, classVectors),
    ],
    {
      ...vectors.about,
      image_names: JSON.stringify(pictures),
      image_labels: JSON.stringify(Array.from(trueClasses)),
      text_names: JSON.stringify(classes.map(({ names }) => names.join(' | '))),
      logit_scale: String(vectors.scale),
      ...(vectors.bias !== null && { logit_bias: String(vectors.bias) }),
    },
  );
}

/**
 * A zip of `image_embeds.npy`, `text_embeds.npy`, `logit_scale.npy`, `pictures.csv` (file,label) and `classes.txt` (a
 * class a line).
 */
export function vectorsAsNpy(vectors: VectorsToWrite): Uint8Array<ArrayBuffer>[] {
  const { pictures, trueClasses, embeddings, dimensions, classes, classVectors } = vectors;
  const rows = pictures.map((name, row) => csvRow([name, trueClasses[row] ?? 0], false));
  const encode = (lines: readonly string[]) => [new TextEncoder().encode(`${lines.join('\n')}\n`)];
  return writeZip([
    { name: 'image_embeds.npy', parts: writeNpy(embeddings, [pictures.length, dimensions]) },
    { name: 'text_embeds.npy', parts: writeNpy(classVectors, [classes.length, dimensions]) },
    { name: 'logit_scale.npy', parts: writeNpy(Float32Array.of(vectors.scale), [1]) },
    ...(vectors.bias === null
      ? []
      : [{ name: 'logit_bias.npy', parts: writeNpy(Float32Array.of(vectors.bias), [1]) }]),
    { name: 'pictures.csv', parts: encode(['file,label', ...rows]) },
    {
      name: 'classes.txt',
      parts: encode(classes.map(({ names }) => names.join(' | ').replaceAll(/[\r\n]+/g, ' '))),
    },
  ]);
}
