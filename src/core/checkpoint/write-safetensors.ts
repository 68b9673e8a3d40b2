import { elementCount } from '../model/parameters.ts';
import { bytesPerElement, type Dtype } from './dtype.ts';

/** A tensor to be written: little-endian numbers, row-major. */
export interface TensorToWrite {
  readonly name: string;
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * A safetensors file of the tensors, wider number formats first and then by name, as the safetensors library orders
 * them, so that every tensor is aligned to its numbers. The tensors' bytes are not copied.
 *
 * @param metadata free text for `__metadata__`; left out where there is none
 * @returns parts, for `new Blob(parts)`: the header, then each tensor's own bytes
 * @throws RangeError for a name given twice, the name `__metadata__`, or bytes that do not fill the shape
 */
export function writeSafetensors(
  tensors: readonly TensorToWrite[],
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer>[] {
  const ordered = tensors.toSorted(
    (a, b) => bytesPerElement(b.dtype) - bytesPerElement(a.dtype) || (a.name < b.name ? -1 : 1),
  );
  for (const { name, dtype, shape, bytes } of ordered) {
    if (elementCount(shape) * bytesPerElement(dtype) !== bytes.length) {
      throw new RangeError(`${name}: ${bytes.length} bytes do not fill [${shape.join(', ')}].`);
    }
  }
  return [safetensorsHeader(ordered, metadata), ...ordered.map(({ bytes }) => bytes)];
}

/**
 * The start of a safetensors file whose tensors follow in this order, none of them aligned by this function.
 * @throws RangeError for a name given twice, or the name `__metadata__`
 */
export function safetensorsHeader(
  tensors: readonly Omit<TensorToWrite, 'bytes'>[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const entries = new Map<string, unknown>();
  if (Object.keys(metadata).length > 0) entries.set('__metadata__', metadata);
  let offset = 0;
  for (const { name, dtype, shape } of tensors) {
    if (name === '__metadata__' || entries.has(name)) {
      throw new RangeError(`The name ${name} cannot be given to a tensor here.`);
    }
    const end = offset + elementCount(shape) * bytesPerElement(dtype);
    entries.set(name, { dtype, shape, data_offsets: [offset, end] });
    offset = end;
  }
  return header(entries);
}

/** Eight bytes of length, then JSON, padded with blanks so that the data begins at a multiple of eight. */
function header(entries: ReadonlyMap<string, unknown>): Uint8Array<ArrayBuffer> {
  // Written entry by entry: an object would put names that are numbers first.
  const fields = [...entries].map(
    ([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`,
  );
  const json = new TextEncoder().encode(`{${fields.join(',')}}`);
  const length = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + length).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length), true);
  bytes.set(json, 8);
  return bytes;
}
