import { CodedError, type CheckpointErrorCode } from '../errors.ts';

interface Signature {
  readonly kind: string;
  readonly matches: (bytes: Uint8Array, text: string) => boolean;
  readonly code: CheckpointErrorCode;
  readonly message: string;
}

const PICKLE_STEP =
  'This page reads safetensors only: look for a .safetensors file in the same place, or save the weights again as one.';

/** In this order; the last one catches every other text. Most need eight bytes, a tar archive 262. */
const SIGNATURES: readonly Signature[] = [
  {
    kind: 'html',
    matches: (_, text) => /^\s*<[!?a-z]/i.test(text),
    code: 'checkpoint-html',
    message:
      'This is a web page, not a checkpoint. Check the address: on the hub, a link to a file holds /resolve/, not /blob/.',
  },
  {
    kind: 'index',
    matches: (_, text) => /^\s*\{\s*"(metadata|weight_map)"\s*:/.test(text),
    code: 'checkpoint-unsupported',
    message:
      'This is the index of a checkpoint in several files, not the weights. Choose the files that it names, and this one beside them.',
  },
  {
    kind: 'npy',
    matches: (bytes) => startsWith(bytes, [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]),
    code: 'checkpoint-unsupported',
    message:
      'This is an array of NumPy (.npy), not a checkpoint. Vectors of it can be scored under Evaluate; here, choose a .safetensors file.',
  },
  {
    kind: 'hdf5',
    matches: (bytes) => startsWith(bytes, [0x89, 0x48, 0x44, 0x46]),
    code: 'checkpoint-unsupported',
    message:
      'This is an HDF5 file, as Keras writes them, not a safetensors checkpoint. Choose the .safetensors file.',
  },
  {
    kind: 'gzip',
    matches: (bytes) => startsWith(bytes, [0x1f, 0x8b]),
    code: 'checkpoint-unsupported',
    message: 'This file is packed with gzip. Unpack it first, and choose the checkpoint in it.',
  },
  {
    kind: 'tar',
    matches: (bytes) => startsWith(bytes.subarray(257), [0x75, 0x73, 0x74, 0x61, 0x72]),
    code: 'checkpoint-unsupported',
    message: 'This is a tar archive. Unpack it first, and choose the checkpoint in it.',
  },
  {
    kind: 'json',
    matches: (_, text) => /^\s*[{[]\s*["{[\]}\d]/.test(text),
    code: 'checkpoint-unsupported',
    message:
      'This is a JSON text, not a checkpoint. Choose the .safetensors file; configuration files go beside it.',
  },
  {
    kind: 'lfs-pointer',
    matches: (_, text) => text.startsWith('version '),
    code: 'checkpoint-unsupported',
    message:
      'This is the place-holder that Git keeps instead of a large file. Fetch the weights themselves with `git lfs pull`, or download them from the repository.',
  },
  {
    kind: 'zip',
    matches: (bytes) => startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]),
    code: 'checkpoint-pickle',
    message: `This is a zip archive, as PyTorch writes .bin and .pt files. ${PICKLE_STEP}`,
  },
  {
    kind: 'pickle',
    matches: ([first, protocol = 0]) => first === 0x80 && protocol >= 2 && protocol <= 5,
    code: 'checkpoint-pickle',
    message: `This is a Python pickle, which could run any program when it is opened. ${PICKLE_STEP}`,
  },
  {
    kind: 'onnx',
    // Field 1 (the format's version, a small number), then field 2 (the producer's name) or 3, or the graph (7).
    matches: ([tag, version = 0, next = 0]) =>
      tag === 0x08 && version >= 1 && version <= 32 && [0x12, 0x1a, 0x22, 0x3a].includes(next),
    code: 'checkpoint-unsupported',
    message: 'This is an ONNX graph, not a safetensors checkpoint. Choose the .safetensors file.',
  },
  {
    kind: 'gguf',
    matches: (_, text) => text.startsWith('GGUF'),
    code: 'checkpoint-unsupported',
    message: 'This is a GGUF file, not a safetensors checkpoint. Choose the .safetensors file.',
  },
  {
    kind: 'text',
    matches: (bytes) => bytes.length > 0 && bytes.subarray(0, 64).every(isPrintable),
    code: 'checkpoint-html',
    message:
      'This is a text, perhaps a message of the server, not a checkpoint. Open the address in a new tab to read it, and check the address.',
  },
];

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** Whether a file begins as ONNX files do. */
export function looksLikeOnnx(start: Uint8Array): boolean {
  return SIGNATURES.find(({ matches }) => matches(start, ''))?.kind === 'onnx';
}

/**
 * The error that says what a file is when it is no safetensors file, by its first bytes; `null` where they tell nothing.
 * Asked only about files whose first bytes are no sound header length: such a length could look like any of these.
 */
export function recogniseForeignFile(start: Uint8Array): CodedError | null {
  const text = String.fromCharCode(...start.subarray(0, 64)).replace(/^\u00ef\u00bb\u00bf/, '');
  const found = SIGNATURES.find(({ matches }) => matches(start, text));
  return found ? new CodedError(found.code, found.message, { kind: found.kind }) : null;
}
