import { CodedError } from '../errors.ts';
import { bytesPerElement } from '../checkpoint/dtype.ts';
import { recogniseForeignFile } from '../checkpoint/foreign-file.ts';
import type { SafetensorsHeader, TensorInfo } from '../checkpoint/safetensors-header.ts';
import { quote } from '../quote.ts';
import { type ByteSource, readExactly } from './byte-source.ts';
import { damaged } from './pickle-value.ts';
import { readTorchPickle, type TorchPickle } from './torch-pickle.ts';
import type { TorchTensor } from './torch-rules.ts';
import { storageRanges } from './torch-storages.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';
import { readZipEntry } from './zip-entry.ts';

/** A PyTorch archive, seen as a safetensors header: where each tensor's bytes lie in the file. */
export interface TorchArchive extends SafetensorsHeader {
  /** Where the state dict was found in a larger dict, as keys joined by dots; `null` where it is the whole. */
  readonly root: string | null;
  /** Where other state dicts of the same kind lie, such as averaged weights. */
  readonly others: readonly string[];
  /** Keys of the dicts that were joined, one for each tower; none where it is one dict. */
  readonly joined: readonly string[];
  /** Keys beside the tensors, such as a training run's `epoch`. */
  readonly ignored: readonly string[];
}

/** Longest pickle that is read unless told: that of a model with some hundred thousand tensors. */
const DEFAULT_MAX_PICKLE_BYTES = 64 * 1024 * 1024;
/** Read first: it tells what the file is, and mostly holds the pickle, which PyTorch writes in front. */
const HEAD_BYTES = 64 * 1024;
/** An archive of PyTorch: `data.pkl` in one folder named after the file, or at the top when somebody packed it again. */
const PICKLE_NAME = /^([^/]*\/)?data\.pkl$/;

export interface TorchOptions {
  /** Bytes of the pickle. Default 64 MiB. */
  readonly maxPickleBytes?: number;
  /** Which state dict is meant, where there are several: its keys joined by dots. */
  readonly stateDict?: string | undefined;
}

/**
 * Reads what a PyTorch `.bin`, `.pt` or `.pth` file says about its tensors, and runs nothing. Of a remote file the first
 * 64 KiB, the directory at the end, the pickle and a few bytes more are read, however large it is.
 * Tensors may share bytes (views of one storage), unlike those of a safetensors file.
 *
 * @throws CodedError for a file that is no plain state dict, with the reason and how to convert it;
 * CodedError for a damaged zip archive
 */
export async function readTorchArchive(
  source: ByteSource,
  { maxPickleBytes = DEFAULT_MAX_PICKLE_BYTES, stateDict }: TorchOptions = {},
): Promise<TorchArchive> {
  const head = await readExactly(source, 0, Math.min(HEAD_BYTES, source.size));
  requireZip(head);
  const cached = withHead(source, head);
  const entries = await readZipDirectory(cached);
  const [pickle, more] = entries.filter(({ name }) => PICKLE_NAME.test(name));
  const folder = pickle?.name.slice(0, -'data.pkl'.length) ?? '';
  const files = new Map(entries.map((entry) => [entry.name, entry]));
  if (!pickle || more) throw notTorch();
  if (
    files.has(`${folder}constants.pkl`) ||
    entries.some(({ name }) => name.startsWith(`${folder}code/`))
  ) {
    throw torchScript();
  }
  await requireLittleEndian(cached, files.get(`${folder}byteorder`));
  const content = readTorchPickle(
    await readZipEntry(cached, pickle, maxPickleBytes),
    undefined,
    stateDict,
  );
  const tensors = await locate(cached, content, files, folder);
  return {
    tensors: tensors.toSorted((a, b) => a.begin - b.begin || a.end - b.end),
    metadata: new Map(),
    dataOffset: tensors.reduce((least, { begin }) => Math.min(least, begin), source.size),
    fileLength: source.size,
    root: content.root,
    others: content.others,
    joined: content.joined,
    ignored: content.ignored,
  };
}

async function locate(
  source: ByteSource,
  { tensors }: TorchPickle,
  files: ReadonlyMap<string, ZipEntry>,
  folder: string,
): Promise<TensorInfo[]> {
  const needed = new Map<string, ZipEntry>();
  for (const tensor of tensors.values()) {
    const { key, dtype, length } = tensor.storage;
    const entry = files.get(`${folder}data/${key}`);
    if (!entry) throw damaged(`names the storage ${quote(key)}, which is not in the archive`);
    if (entry.method !== 0 || entry.encrypted) throw packed(entry.name);
    if (entry.size !== entry.compressedSize || length * bytesPerElement(dtype) > entry.size) {
      throw damaged(`gives the storage ${quote(key)} more numbers than it has`);
    }
    needed.set(key, entry);
  }
  const begins = await storageRanges(source, needed);
  return Array.from(tensors, ([name, tensor]) => {
    const { storage, offset, shape, strides } = tensor;
    const width = bytesPerElement(storage.dtype);
    const begin = (begins.get(storage.key) ?? 0) + offset * width;
    const end = begin + spanOf(tensor) * width;
    const info = { name, dtype: storage.dtype, shape, begin, end };
    return isContiguous(tensor) ? info : { ...info, strides };
  });
}

/** Numbers from a tensor's first to its last in its storage, both counted. */
function spanOf({ shape, strides }: TorchTensor): number {
  if (shape.includes(0)) return 0;
  return shape.reduce((sum, size, axis) => sum + (size - 1) * (strides[axis] ?? 0), 1);
}

/** Row-major without gaps; the stride of an axis of length 1 says nothing. */
function isContiguous({ shape, strides }: TorchTensor): boolean {
  let expected = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const size = shape[axis] ?? 0;
    if (size === 0) return true;
    if (size !== 1 && strides[axis] !== expected) return false;
    expected *= size;
  }
  return true;
}

function withHead(source: ByteSource, head: Uint8Array): ByteSource {
  return {
    size: source.size,
    read: (begin, end) =>
      end <= head.length ? Promise.resolve(head.subarray(begin, end)) : source.read(begin, end),
  };
}

async function requireLittleEndian(source: ByteSource, entry: ZipEntry | undefined): Promise<void> {
  if (!entry) return;
  const order = new TextDecoder().decode(await readZipEntry(source, entry, 64)).trim();
  if (order === 'little') return;
  throw new CodedError(
    'checkpoint-unsupported',
    `The file's numbers are stored in the byte order ${quote(order)}; this page reads little-endian ones. Save it again on an ordinary computer.`,
    { kind: 'byte-order', order: quote(order) },
  );
}

/** How `torch.save` began its files before version 1.6: a pickle of this number. */
const OLD_STYLE_MAGIC = [
  0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19,
];

function requireZip(head: Uint8Array): void {
  if ([0x50, 0x4b, 0x03, 0x04].every((byte, index) => head[index] === byte)) return;
  if (OLD_STYLE_MAGIC.every((byte, index) => head[index] === byte)) {
    throw new CodedError(
      'checkpoint-pickle',
      'This file was written in the style of PyTorch before 1.6, a stream of pickles that only Python can read. On a computer where you trust it: torch.save(torch.load(path, map_location="cpu", weights_only=True), "new.bin") with a newer PyTorch, or save it as safetensors.',
      { kind: 'old-style' },
    );
  }
  if (head[0] === 0x80 && (head[1] ?? 0) <= 5) {
    throw new CodedError(
      'checkpoint-pickle',
      'This is a bare Python pickle, not an archive of PyTorch: it could run any program when Python opens it, and is not read here. On a computer where you trust it, save the weights alone with torch.save or as safetensors.',
      { kind: 'pickle' },
    );
  }
  throw recogniseForeignFile(head) ?? notTorch();
}

function torchScript(): CodedError {
  return new CodedError(
    'checkpoint-pickle',
    'This is a TorchScript archive: a program with weights inside, as OpenAI published CLIP. On a computer where you trust it: torch.save(torch.jit.load(path, map_location="cpu").state_dict(), "weights.bin"), or save the state dict as safetensors.',
    { kind: 'torchscript' },
  );
}

function packed(name: string): CodedError {
  return new CodedError(
    'checkpoint-unsupported',
    `The weights in ${quote(name)} are compressed or encrypted, so that no part of them can be read alone. PyTorch itself stores them as they are: save the file again with torch.save, or as safetensors.`,
    { kind: 'packed', name: quote(name) },
  );
}

function notTorch(): CodedError {
  return new CodedError(
    'checkpoint-unsupported',
    'This is no checkpoint of PyTorch: there is no data.pkl where torch.save puts it. Choose a .safetensors or .bin file.',
    { kind: 'zip' },
  );
}
