const BYTES = {
  F64: 8,
  F32: 4,
  F16: 2,
  BF16: 2,
  I64: 8,
  I32: 4,
  I16: 2,
  I8: 1,
  U8: 1,
  BOOL: 1,
} as const;

/** Number formats of safetensors that can be read. */
export type Dtype = keyof typeof BYTES;

/** Whether a header's text names a number format that can be read. */
export function isDtype(text: string): text is Dtype {
  return Object.hasOwn(BYTES, text);
}

/** Size of one number in bytes. */
export function bytesPerElement(dtype: Dtype): number {
  return BYTES[dtype];
}
