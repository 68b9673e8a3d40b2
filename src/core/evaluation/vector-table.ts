import { BoundError } from '../bounds/bound-error.ts';
import { parseBoundedJson, TABLE_JSON } from '../bounds/bounded-json.ts';
import { parseDelimited } from '../archive/delimited.ts';
import { readLabelTable } from '../archive/label-table.ts';
import { readNpy, readNpyList } from '../archive/npy.ts';
import { parseSafetensorsHeader } from '../checkpoint/safetensors-header.ts';
import { decodeTensor } from '../checkpoint/tensor-values.ts';
import { quote } from '../quote.ts';
import { CodedError } from '../errors.ts';

/** A file as bytes, with its name. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Vectors of pictures, or of classes: names of tensors in safetensors, as Hugging Face calls them. */
export type VectorRole = 'image_embeds' | 'text_embeds';

/** Vectors [rows, dimensions] with what is known of each row. */
export interface VectorTable {
  /** File that the vectors stand in. */
  readonly file: string;
  readonly rows: number;
  readonly dimensions: number;
  readonly data: Float32Array;
  /** [rows], or `null` where no file names them. */
  readonly names: readonly string[] | null;
  /** [rows] class of each row by its name or number, or `null`. */
  readonly labels: readonly string[] | null;
  /** The factor on cosines that a safetensors file gives. */
  readonly scale: number | null;
  /** And the bias of one that was trained with a sigmoid. */
  readonly bias: number | null;
}

/** Names, and perhaps classes, of the rows. */
interface RowNames {
  readonly names: readonly string[];
  readonly labels: readonly string[] | null;
}

const MOST_ROWS = 5_000_000;

/**
 * The vectors of one role among some files, with the names of their rows: from the metadata of a safetensors file, or
 * from a file beside it (`.json` list of texts, `.txt` with a name a line, `.csv` or `.tsv` of `file,label`).
 * All input is untrusted: shapes are checked against the bytes that are there, and names are counted.
 *
 * @param anyName also takes the only table of a safetensors file whatever its name is, because the visitor said what it is
 * @returns `null` where no file holds vectors of that role
 * @throws CodedError
 */
export function readVectorTable(
  files: readonly NamedBytes[],
  role: VectorRole,
  anyName: boolean,
): VectorTable | null {
  let table: VectorTable | null = vectorsOfNpy(files, role);
  let beside: RowNames | null = null;
  for (const file of files) {
    switch (extension(file.name)) {
      case 'safetensors':
        table ??= fromSafetensors(file, role, anyName);
        break;
      case 'npy':
        break;
      case 'json':
        beside = { names: namesOfJson(file), labels: null };
        break;
      case 'txt':
        beside = { names: linesOf(textOf(file)), labels: null };
        break;
      case 'csv':
      case 'tsv':
        beside = namesOfTable(file);
        break;
      default:
        throw new CodedError(
          'vectors-unknown',
          `${quote(file.name)} is no file of vectors or names. Choose .safetensors or .npy, with .json, .txt, .csv or .tsv for names.`,
          { file: quote(file.name) },
        );
    }
  }
  const named = table && beside ? withNames(table, beside) : table;
  return named && withLists(named, files);
}

/** The array called as the role, else the first that holds neither names nor labels. */
function vectorsOfNpy(files: readonly NamedBytes[], role: VectorRole): VectorTable | null {
  const arrays = files.filter(({ name }) => npyPart(name) === 'vectors');
  const file = arrays.find(({ name }) => stemOf(name) === role) ?? arrays[0];
  return file ? fromNpy(file) : null;
}

/** Names and labels in arrays of their own, as `np.savez` puts them beside vectors. */
function withLists(table: VectorTable, files: readonly NamedBytes[]): VectorTable {
  const listed = (part: 'names' | 'labels'): readonly string[] | null => {
    const file = files.find(({ name }) => npyPart(name) === part);
    const list = file ? readNpyList(file.bytes) : null;
    if (list) requireRows(table.file, list.length, table.rows);
    return list;
  };
  const [names, labels] = [listed('names'), listed('labels')];
  return { ...table, names: table.names ?? names, labels: table.labels ?? labels };
}

/** What a `.npy` file holds by its name; `null` for other files the scale and the bias. */
function npyPart(path: string): 'vectors' | 'names' | 'labels' | null {
  if (extension(path) !== 'npy' || isNamed(path, SCALE) || isNamed(path, BIAS)) return null;
  const stem = stemOf(path);
  if (/label|target/.test(stem)) return 'labels';
  return stem.includes('name') ? 'names' : 'vectors';
}

function stemOf(path: string): string {
  return (path.split('/').at(-1) ?? '').toLowerCase().replace(/\.npy$/, '');
}

/** Which role a file of vectors or names has by its name, where the visitor did not say. */
export function roleOfName(path: string): VectorRole | null {
  const name = path.split('/').at(-1)?.toLowerCase() ?? '';
  if (/^(image|picture|labels?\.|targets?\.)/.test(name)) return 'image_embeds';
  return /^(text|class|prompt)/.test(name) ? 'text_embeds' : null;
}

/** The end of a file's name, in lower case. */
export function extension(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The logit scale in a `.npy` file of that name, where there is one. */
export function scaleIn(files: readonly NamedBytes[]): number | null {
  return numberNamed(files, SCALE);
}

/** The bias of a sigmoid in `logit_bias.npy`, where there is one. */
export function biasIn(files: readonly NamedBytes[]): number | null {
  return numberNamed(files, BIAS);
}

const SCALE = 'logit_scale.npy';
const BIAS = 'logit_bias.npy';

function numberNamed(files: readonly NamedBytes[], wanted: string): number | null {
  const file = files.find(({ name }) => isNamed(name, wanted));
  const [value] = file ? readNpy(file.bytes).values : [];
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function isNamed(path: string, wanted: string): boolean {
  return path.split('/').at(-1) === wanted;
}

function fromSafetensors(
  { name, bytes }: NamedBytes,
  role: VectorRole,
  anyName: boolean,
): VectorTable | null {
  const { tensors, metadata } = parseSafetensorsHeader(bytes, bytes.length);
  const named = tensors.find((tensor) => tensor.name === role);
  const flat = tensors.filter(({ shape }) => shape.length === 2);
  // With several tables under other names nobody could tell which is meant.
  const tensor = named ?? (anyName && flat.length === 1 ? flat[0] : undefined);
  if (!tensor) return null;
  const [rows, dimensions] = shapeOf(name, tensor.shape);
  const prefix = role === 'image_embeds' ? 'image' : 'text';
  const scale = Number(metadata.get('logit_scale') ?? Number.NaN);
  const bias = Number(metadata.get('logit_bias') ?? Number.NaN);
  const table = {
    file: name,
    rows,
    dimensions,
    data: decodeTensor(bytes.subarray(tensor.begin, tensor.end), tensor.dtype),
    names: null,
    labels: null,
    scale: Number.isFinite(scale) ? scale : null,
    bias: Number.isFinite(bias) ? bias : null,
  };
  const names = textsIn(metadata.get(`${prefix}_names`));
  const labels = textsIn(metadata.get(`${prefix}_labels`));
  if (labels) requireRows(name, labels.length, rows);
  return names ? withNames({ ...table, labels }, { names, labels }) : { ...table, labels };
}

function fromNpy({ name, bytes }: NamedBytes): VectorTable {
  const { shape, values } = readNpy(bytes);
  const [rows, dimensions] = shapeOf(name, shape);
  return {
    file: name,
    rows,
    dimensions,
    data: values,
    names: null,
    labels: null,
    scale: null,
    bias: null,
  };
}

function shapeOf(file: string, shape: readonly number[]): readonly [number, number] {
  const [rows = 0, dimensions = 0] = shape;
  if (shape.length !== 2 || rows < 1 || dimensions < 1 || rows > MOST_ROWS) {
    throw new CodedError(
      'vectors-shape',
      `${quote(file)} has the shape [${shape.join(', ')}]; vectors are a table [rows, dimensions]. Save it so.`,
      { file: quote(file), shape: `[${shape.join(', ')}]` },
    );
  }
  return [rows, dimensions];
}

function withNames(table: VectorTable, { names, labels }: RowNames): VectorTable {
  requireRows(table.file, names.length, table.rows);
  return { ...table, names, labels: labels ?? table.labels };
}

function requireRows(file: string, names: number, rows: number): void {
  if (names === rows) return;
  throw new CodedError(
    'vectors-names',
    `${quote(file)} holds ${rows} vectors, but ${names} names are given. Give one name a row, in the same order.`,
    { file: quote(file), rows, names },
  );
}

function namesOfJson(file: NamedBytes): string[] {
  const names = textsIn(textOf(file));
  if (names) return names;
  throw new CodedError(
    'vectors-unknown',
    `${quote(file.name)} is no JSON list of texts. Write one name a row: ["first", "second"].`,
    { file: quote(file.name) },
  );
}

/** A JSON list of texts or numbers as texts; `null` for anything else. */
function textsIn(json: string | undefined): string[] | null {
  if (json === undefined) return null;
  try {
    const value = parseBoundedJson(json, TABLE_JSON);
    const valid =
      Array.isArray(value) &&
      value.length <= MOST_ROWS &&
      value.every((item) => typeof item === 'string' || typeof item === 'number');
    return valid ? value.map(String) : null;
  } catch (error) {
    if (error instanceof BoundError) throw error;
    return null;
  }
}

function linesOf(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}

/** A table of `file,label`; a table of one column holds names alone. */
function namesOfTable(file: NamedBytes): RowNames {
  const text = textOf(file);
  const rows = parseDelimited(text);
  if (rows.every((row) => row.length < 2)) {
    return { names: rows.map(([name = '']) => name), labels: null };
  }
  const table = readLabelTable(text).rows;
  return { names: table.map((row) => row.file), labels: table.map((row) => row.label) };
}

function textOf({ bytes }: NamedBytes): string {
  return new TextDecoder().decode(bytes);
}
