import { NPY_HEADER_BYTES, readNpyHeader } from '../../core/archive/npy.ts';
import { CodedError } from '../../core/errors.ts';
import { quote } from '../../core/quote.ts';

/** Vectors of a part of a set, as clip-retrieval and `ray_embed.py` write them: nothing of them is read yet. */
export interface Shard {
  readonly file: File;
  /** Its number, from 0. */
  readonly number: number;
  readonly rows: number;
  readonly dtype: 'F16' | 'F32';
  /** Bytes before the numbers. */
  readonly begin: number;
}

const SHARD = /^img_emb_(\d{1,9})\.npy$/;
const DTYPES: Readonly<Record<string, Shard['dtype']>> = { '<f2': 'F16', '<f4': 'F32' };
const BYTES = { F16: 2, F32: 4 } as const;

/** Numbers of a shard that its name tells; `null` for a file that is none. */
export function shardNumber({ name }: Pick<File, 'name'>): number | null {
  const [, digits] = SHARD.exec(name) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** Bytes of a row of a shard. */
export function rowBytes({ dtype }: Pick<Shard, 'dtype'>, dimensions: number): number {
  return dimensions * BYTES[dtype];
}

/**
 * The shards among some files by their numbers, which is not the order of the alphabet. Only their first kilobytes are read.
 *
 * @param widths what a vector may have: numbers of the columns that are there
 * @returns the shards and the one width that all of them have
 * @throws CodedError where one is missing, twice there, cut off, or no table of such vectors
 */
export async function openShards(
  files: readonly File[],
  widths: readonly number[],
): Promise<{ readonly shards: readonly Shard[]; readonly dimensions: number }> {
  const numbered = inOrder(files);
  const shards: Shard[] = [];
  let allowed = widths;
  for (const { file, number } of numbered) {
    const { shape, dtype, begin } = await readHead(file);
    const [rows = 0, width = 0] = shape;
    if (!allowed.includes(width)) throw otherWidth(file, width, allowed);
    allowed = [width];
    const shard = { file, number, rows, dtype, begin };
    const expected = begin + rows * rowBytes(shard, width);
    if (file.size !== expected) throw cut(file, expected);
    shards.push(shard);
  }
  return { shards, dimensions: allowed[0] ?? 0 };
}

function inOrder(files: readonly File[]): { readonly file: File; readonly number: number }[] {
  const numbered = files
    .flatMap((file) => {
      const number = shardNumber(file);
      return number === null ? [] : [{ file, number }];
    })
    .sort((a, b) => a.number - b.number);
  if (numbered.length === 0) {
    throw new CodedError(
      'shards-none',
      'There is no file called img_emb_0.npy, img_emb_1.npy and so on. Choose the folder img_emb that clip-retrieval or ray_embed.py wrote.',
    );
  }
  numbered.forEach(({ number }, place) => {
    if (number < place) {
      throw new CodedError(
        'shards-twice',
        `Two files are shard ${number}. Choose one folder, and in it each shard once.`,
        { index: number },
      );
    }
    if (number > place) {
      throw new CodedError(
        'shards-missing',
        `Shard ${place} is missing: there are files up to img_emb_${numbered.at(-1)?.number}.npy, but no img_emb_${place}.npy. Compute it, or copy it again.`,
        { index: place, most: numbered.at(-1)?.number ?? 0 },
      );
    }
  });
  return numbered;
}

async function readHead(file: File) {
  const bytes = new Uint8Array(await file.slice(0, NPY_HEADER_BYTES).arrayBuffer());
  const { descr, fortranOrder, shape, begin } = headerOf(bytes, file);
  const dtype = DTYPES[descr];
  if (!dtype || fortranOrder) {
    const type = fortranOrder ? `${descr}, Fortran order` : descr;
    throw new CodedError(
      'shards-type',
      `${quote(file.name)} holds ${quote(type)}; vectors are rows of float16 or float32. Save them as x.astype("float16").`,
      { file: quote(file.name), dtype: quote(type) },
    );
  }
  if (shape.length !== 2) {
    throw new CodedError(
      'vectors-shape',
      `${quote(file.name)} has the shape [${shape.join(', ')}]; vectors are a table of rows and dimensions. Save it so.`,
      { file: quote(file.name), shape: `[${shape.join(', ')}]` },
    );
  }
  return { shape, dtype, begin };
}

function headerOf(bytes: Uint8Array, file: File) {
  try {
    return readNpyHeader(bytes);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    throw new CodedError(
      'shards-damaged',
      `${quote(file.name)} is no file of NumPy, or its beginning is missing. Copy it again, or compute this shard again.`,
      { file: quote(file.name) },
    );
  }
}

function otherWidth({ name }: File, found: number, widths: readonly number[]): CodedError {
  const expected = [...new Set(widths)].join(', ');
  return new CodedError(
    'shards-width',
    `${quote(name)} has ${found} numbers a vector, and ${expected} are needed here. Take vectors and labels of one model.`,
    { file: quote(name), found, expected },
  );
}

function cut({ name, size }: File, expected: number): CodedError {
  return new CodedError(
    'shards-cut',
    `${quote(name)} holds ${size} bytes, and its beginning announces ${expected}. Copy it again, or compute this shard again.`,
    { file: quote(name), actual: size, expected },
  );
}
