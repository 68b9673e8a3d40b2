/** A file of a repository as the hub's listing gives it. */
export interface HubFile {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the content in hexadecimal, known for large files only. */
  readonly sha256: string | null;
}

/** Something of a repository that can be loaded as a model, or as one tower of one. */
export type Loadable =
  | { readonly kind: 'safetensors'; readonly path: string; readonly bytes: number }
  /** Several files under one index that tells which tensor is where. */
  | {
      readonly kind: 'sharded';
      readonly path: string;
      readonly shards: readonly string[];
      readonly bytes: number;
    }
  | { readonly kind: 'torch'; readonly path: string; readonly bytes: number }
  /** Two ready graphs in the layout of transformers.js, in one precision (the ending of their names; '' is fp32). */
  | {
      readonly kind: 'onnx';
      readonly image: string;
      readonly text: string;
      readonly precision: string;
      readonly bytes: number;
    };

/** More files than any repository of models has; a longer listing is cut. */
const MAX_FILES = 10_000;

/**
 * Reads the hub's answer to a tree request; entries that are not well-formed files are left out.
 * Throws a `TypeError` where the answer is no list at all.
 */
export function parseHubListing(json: unknown): readonly HubFile[] {
  if (!Array.isArray(json)) throw new TypeError('The listing is not a list of files.');
  return json.slice(0, MAX_FILES).flatMap((entry: unknown) => parseEntry(entry) ?? []);
}

function parseEntry(entry: unknown): HubFile | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const { type, path, size, lfs } = entry as Record<string, unknown>;
  if (type !== 'file' || typeof path !== 'string' || path.split('/').includes('..')) return null;
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return null;
  const oid = typeof lfs === 'object' && lfs !== null ? (lfs as { oid?: unknown }).oid : null;
  const sha256 = typeof oid === 'string' && /^[\da-f]{64}$/.test(oid) ? oid : null;
  return { path, size, sha256 };
}

/** Names under which one and the same state dict is published, in either format. */
const SAME_MODEL = [
  ['open_clip_model.safetensors', 'open_clip_pytorch_model.bin'],
  ['model.safetensors', 'pytorch_model.bin'],
] as const;

/**
 * The path of a listing that a wanted path stands for: itself where it is listed, else the same model in the other format in
 * the same folder, as OpenCLIP and transformers look for it; else the wanted path.
 */
export function listedPath(files: readonly Pick<HubFile, 'path'>[], wanted: string): string {
  const has = (path: string): boolean => files.some((file) => file.path === path);
  if (has(wanted)) return wanted;
  const folder = wanted.slice(0, wanted.lastIndexOf('/') + 1);
  const name = wanted.slice(folder.length);
  const pair: readonly string[] =
    SAME_MODEL.find((names) => names.some((own) => own === name)) ?? [];
  const other = pair.find((own) => own !== name);
  return other !== undefined && has(folder + other) ? folder + other : wanted;
}

/** What of these files can be loaded, complete formats first: safetensors, then ONNX pairs, then PyTorch's archives. */
export function loadables(files: readonly HubFile[]): readonly Loadable[] {
  return [...safetensors(files), ...onnxPairs(files), ...torchArchives(files)];
}

/** Precisions of 8 bits, as the endings of transformers.js name them. */
const EIGHT_BITS: ReadonlySet<string> = new Set(['quantized', 'int8', 'uint8']);

/** Something that can be loaded, as it is offered to a person. */
export interface Offer {
  readonly item: Loadable;
  /** Bytes of download fewer than of the first in full, which is loaded where nobody chooses; 0 where that is not told. */
  readonly saves: number;
}

/**
 * What can be loaded, a pair in 8 bits first where it saves bytes: a download that is a quarter as long is what most rooms want. It is
 * no choice made for them: numbers in 8 bits are others, and a ready graph cannot be taken apart.
 */
export function offers(all: readonly Loadable[]): readonly Offer[] {
  const usual = all.find((item) => item.kind !== 'onnx' || item.precision === '');
  const offered = all.map((item): Offer => {
    const ready = item.kind === 'onnx' && EIGHT_BITS.has(item.precision);
    const saves = ready && usual ? Math.max(0, usual.bytes - item.bytes) : 0;
    return { item, saves };
  });
  // A stable sort: all others stay as they are.
  return offered.toSorted((a, b) => b.saves - a.saves);
}

const SHARD = /^(.+)-\d{5}-of-\d{5}\.safetensors$/;

function safetensors(files: readonly HubFile[]): Loadable[] {
  return files.flatMap(({ path, size }): Loadable[] => {
    if (path.endsWith('.safetensors') && !SHARD.test(path)) {
      return [{ kind: 'safetensors', path, bytes: size }];
    }
    if (!path.endsWith('.safetensors.index.json')) return [];
    const stem = path.slice(0, -'.safetensors.index.json'.length);
    const shards = files.filter((file) => SHARD.exec(file.path)?.[1] === stem);
    if (shards.length === 0) return [];
    return [{ kind: 'sharded', path, shards: shards.map((file) => file.path), bytes: sum(shards) }];
  });
}

/** Archives of optimisers, schedulers and training arguments end alike but hold no model. */
const NO_MODEL = /(?:^|\/)(?:optimizer|scheduler|training_args|rng_state|scaler)[^/]*$/;

function torchArchives(files: readonly HubFile[]): Loadable[] {
  return files
    .filter(({ path }) => /\.(?:bin|pt|pth)$/.test(path) && !NO_MODEL.test(path))
    .map(({ path, size }) => ({ kind: 'torch', path, bytes: size }));
}

/** Path of the text graph that belongs to an image graph in the layout of transformers.js; `null` for other files. */
export function textPartner(path: string): string | null {
  const match = /^(.*)vision_model(\w*\.onnx)$/.exec(path);
  return match ? `${match[1]}text_model${match[2]}` : null;
}

function onnxPairs(files: readonly HubFile[]): Loadable[] {
  return files.flatMap((image): Loadable[] => {
    const partner = textPartner(image.path);
    const text = files.find(({ path }) => path === partner);
    if (!text) return [];
    const precision = /vision_model_?(\w*)\.onnx$/.exec(image.path)?.[1] ?? '';
    return [
      { kind: 'onnx', image: image.path, text: text.path, precision, bytes: sum([image, text]) },
    ];
  });
}

function sum(files: readonly HubFile[]): number {
  return files.reduce((total, { size }) => total + size, 0);
}
