import { isObject } from '../../core/model/config-fields.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import type { TextVector } from '../types.ts';

/** One built-in column as `npm run precompute` saw it: its account of loading, and the embeddings of its prompts. */
export interface PrecomputedColumn {
  readonly file: 'complete' | 'vision-only';
  readonly loaded: LoadedModel;
  /** Embeddings [prompts, D] as float32, little-endian, in base64. */
  readonly texts: string;
}

/** What the built-in model says about the first visit's pictures and labels, computed before anybody visits. */
export interface FirstVisit {
  /** Ids of the pictures, in the order of their embeddings. */
  readonly pictures: readonly string[];
  readonly prompts: readonly string[];
  /** Embeddings [pictures, D] as float32 in base64; both columns have the same image tower. */
  readonly images: string;
  readonly columns: readonly PrecomputedColumn[];
}

/** Bytes of a float32. */
const FLOAT = 4;

/** What was computed before anybody visits, or `null` for a file that says something else. */
export function readFirstVisit(json: unknown): FirstVisit | null {
  if (!isObject(json)) return null;
  const { pictures, prompts, images, columns } = json as Partial<FirstVisit>;
  if (!isTexts(pictures) || !isTexts(prompts) || !Array.isArray(columns)) return null;
  const width = widthOf(images, pictures.length);
  const fits = columns.every(
    (column: unknown) => isColumn(column) && widthOf(column.texts, prompts.length) === width,
  );
  return width !== null && fits ? (json as unknown as FirstVisit) : null;
}

function isTexts(list: unknown): list is readonly string[] {
  return Array.isArray(list) && list.every((text) => typeof text === 'string');
}

/** Numbers in each of `count` rows of float32 in base64; `null` where they do not come out even, or are none. */
function widthOf(base64: unknown, count: number): number | null {
  if (typeof base64 !== 'string' || count === 0) return null;
  const bytes = bytesOf(base64);
  const width = bytes.length / FLOAT / count;
  if (!Number.isInteger(width) || width === 0) return null;
  return new Float32Array(bytes.buffer).every(Number.isFinite) ? width : null;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function isColumn(column: unknown): column is PrecomputedColumn {
  if (!isObject(column)) return false;
  const { file, loaded } = column as Partial<PrecomputedColumn>;
  return (file === 'complete' || file === 'vision-only') && isLoaded(loaded);
}

/** As much of an account of loading as the page shows before the live one is there. */
function isLoaded(loaded: unknown): loaded is LoadedModel {
  const { id, report, model } = (loaded ?? {}) as Partial<LoadedModel>;
  return (
    typeof id === 'string' &&
    Array.isArray(report?.parameters) &&
    report.parameters.every(({ provenance }) => typeof provenance.kind === 'string') &&
    typeof report.verdict?.kind === 'string' &&
    Array.isArray(report.parts) &&
    isObject(model?.description) &&
    Number.isFinite(model.logitScale?.value) &&
    typeof model.fingerprints?.image === 'string' &&
    typeof model.fingerprints.text === 'string'
  );
}

/** Embeddings of a first visit by picture and by prompt. */
interface PrecomputedVectors {
  readonly images: ReadonlyMap<string, Float32Array>;
  readonly columns: readonly {
    readonly file: PrecomputedColumn['file'];
    readonly loaded: LoadedModel;
    readonly texts: ReadonlyMap<string, TextVector>;
  }[];
}

/** Its models are under names of their own, which begin with `name`: what is computed live is not taken for it. */
export function precomputedVectors(
  { pictures, prompts, images, columns }: FirstVisit,
  name: string,
): PrecomputedVectors {
  return {
    images: zip(pictures, rows(images, pictures.length)),
    columns: columns.map(({ file, loaded, texts }) => ({
      file,
      loaded: renamed(loaded, `${name}${file}`, name),
      texts: zip(
        prompts,
        rows(texts, prompts.length).map((vector): TextVector => ({ vector, truncated: false })),
      ),
    })),
  };
}

function renamed(loaded: LoadedModel, id: string, name: string): LoadedModel {
  const { image, text } = loaded.model.fingerprints;
  return {
    ...loaded,
    id,
    model: {
      ...loaded.model,
      fingerprints: { image: `${name}${image}`, text: `${name}${text}` },
    },
  };
}

/** Rows of a float32 matrix in base64. */
function rows(base64: string, count: number): Float32Array[] {
  const values = new Float32Array(bytesOf(base64).buffer);
  const width = values.length / count;
  return Array.from({ length: count }, (_, row) => values.slice(row * width, (row + 1) * width));
}

function zip<K, V>(keys: readonly K[], values: readonly V[]): ReadonlyMap<K, V> {
  return new Map(
    keys.flatMap((key, index) => {
      const value = values[index];
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
