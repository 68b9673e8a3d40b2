import { CodedError } from '../errors.ts';

/** A value of an untrusted JSON text with the path that leads to it, so that a fault can be pointed at. */
export interface Checked {
  readonly value: unknown;
  readonly path: string;
}

/** The value under a key of an object. */
export function field({ value, path }: Checked, key: string): Checked {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw fault(path);
  const own = Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined;
  return { value: own, path: path === '' ? key : `${path}.${key}` };
}

/** The items of a list of at most `most`. */
export function list({ value, path }: Checked, most: number): Checked[] {
  if (!Array.isArray(value) || value.length > most) throw fault(path);
  return value.map((item: unknown, index) => ({ value: item, path: `${path}[${index}]` }));
}

/** A text of at most `most` characters. */
export function text({ value, path }: Checked, most: number): string {
  if (typeof value !== 'string' || value.length > most) throw fault(path);
  return value;
}

/** A finite number from `low` to `high`. */
export function numberIn({ value, path }: Checked, low: number, high: number): number {
  if (typeof value !== 'number' || !(value >= low && value <= high)) throw fault(path);
  return value;
}

/** A whole number from `low` to `high`. */
export function wholeIn(checked: Checked, low: number, high: number): number {
  const value = numberIn(checked, low, high);
  if (!Number.isInteger(value)) throw fault(checked.path);
  return value;
}

/** What `read` makes of the value, or `null` where it is null. */
export function orNull<T>(checked: Checked, read: (checked: Checked) => T): T | null {
  return checked.value === null ? null : read(checked);
}

/**
 * A list of exactly `length` whole numbers from `low` to `high`. Long lists are read in one go, without an object for
 * each number.
 */
export function wholeNumbers(
  { value, path }: Checked,
  length: number,
  low: number,
  high: number,
): Int32Array {
  if (!Array.isArray(value) || value.length !== length) throw fault(path);
  const numbers = new Int32Array(length);
  for (let i = 0; i < length; i++) {
    const item: unknown = value[i];
    const valid = typeof item === 'number' && Number.isInteger(item) && item >= low && item <= high;
    if (!valid) throw fault(`${path}[${i}]`);
    numbers[i] = item;
  }
  return numbers;
}

/** The error for a value that is not what it must be. */
export function fault(path: string): CodedError {
  return new CodedError(
    'run-file-invalid',
    `The run file is damaged at ${path === '' ? 'its beginning' : path}. Export it again.`,
    { path: path === '' ? '1' : path },
  );
}
