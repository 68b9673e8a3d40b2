import { CodedError } from '../errors.ts';
import { quote } from '../quote.ts';

/** A configuration file as parsed JSON: untrusted. */
export interface ConfigFile {
  readonly name: string;
  readonly json: unknown;
}

/** One object of a configuration file, with the way to it for error messages. */
export interface Fields {
  readonly file: string;
  /** For example `model_cfg.text_cfg`; empty at the root. */
  readonly path: string;
  readonly values: Readonly<Record<string, unknown>>;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of a field, or `undefined` where it is missing or null; never one that every object inherits. */
export function fieldValue({ values }: Fields, key: string): unknown {
  return Object.hasOwn(values, key) ? (values[key] ?? undefined) : undefined;
}

/** The object under that key, or `null` where there is none. */
export function section(fields: Fields, key: string): Fields | null {
  const value = fieldValue(fields, key);
  if (value === undefined) return null;
  if (!isObject(value)) throw wrongField(fields, key, 'an object');
  return { file: fields.file, path: pathOf(fields, key), values: value };
}

/** The whole number under that key, within the range; the fallback where it is missing. */
export function integerField(fields: Fields, key: string, fallback: number, range: Range): number {
  const value = fieldValue(fields, key);
  return value === undefined ? fallback : checkInteger(fields, key, value, range);
}

/** As `integerField`, where `[n, n]` and `{height: n, width: n}` mean n too. */
export function squareField(fields: Fields, key: string, fallback: number, range: Range): number {
  const value = fieldValue(fields, key);
  if (value === undefined) return fallback;
  const sides = Array.isArray(value)
    ? value
    : isObject(value)
      ? [value['height'] ?? value['shortest_edge'], value['width'] ?? value['shortest_edge']]
      : [value];
  if (sides.length > 2 || sides[0] !== sides.at(-1)) {
    throw wrongField(fields, key, 'one number: this page needs square pictures');
  }
  return checkInteger(fields, key, sides[0], range);
}

/** The number under that key, within the range; the fallback where it is missing. */
export function numberField(fields: Fields, key: string, fallback: number, range: Range): number {
  const value = fieldValue(fields, key);
  if (value === undefined) return fallback;
  if (typeof value === 'number' && value >= range.least && value <= range.most) return value;
  throw wrongField(fields, key, `a number from ${range.least} to ${range.most}`);
}

/** The text under that key, or `null` where it is missing. */
export function textField(fields: Fields, key: string): string | null {
  const value = fieldValue(fields, key);
  if (value === undefined) return null;
  if (typeof value !== 'string') throw wrongField(fields, key, 'a text');
  return value;
}

/** Three numbers, one for each colour, or `null` where they are missing. */
export function colourField(
  fields: Fields,
  key: string,
  range: Range,
): readonly [number, number, number] | null {
  const value = fieldValue(fields, key);
  if (value === undefined) return null;
  const numbers: readonly unknown[] = Array.isArray(value) ? value : [];
  const [red, green, blue] = numbers.map((number) =>
    typeof number === 'number' && number >= range.least && number <= range.most ? number : null,
  );
  if (numbers.length !== 3 || red == null || green == null || blue == null) {
    throw wrongField(fields, key, `three numbers from ${range.least} to ${range.most}`);
  }
  return [red, green, blue];
}

/** Refuses a model that sets the field to anything but the values given (missing, `false`, `[]` and `{}` pass). */
export function refuseFeature(fields: Fields, key: string, allowed: readonly unknown[] = []): void {
  const value = fieldValue(fields, key);
  if (value === undefined || value === false || allowed.includes(value)) return;
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) return;
  throw unbuilt(fields, key);
}

/** A field that asks for a part of a tower that is not built here. */
export function unbuilt(fields: Fields, key: string): CodedError {
  const value = fieldValue(fields, key);
  return new CodedError(
    'checkpoint-unsupported',
    `${fields.file} asks for ${pathOf(fields, key)} = ${shown(value)}, which this page's towers do not have. Choose a plain CLIP checkpoint.`,
    { kind: 'feature', file: fields.file, field: pathOf(fields, key), value: shown(value) },
  );
}

/** Refuses a picture rule by name where the field has a value that the test does not let pass; a missing one passes. */
export function refuseUnless(
  fields: Fields,
  key: string,
  passes: (value: unknown) => boolean,
): void {
  const value = fieldValue(fields, key);
  if (value !== undefined && !passes(value)) throw unfollowed(fields, key);
}

/** A field that asks for other pixels than this page makes: nothing that changes a picture is passed over. */
export function unfollowed(fields: Fields, key: string): CodedError {
  const field = pathOf(fields, key);
  const value = shown(fieldValue(fields, key));
  return new CodedError(
    'checkpoint-unsupported',
    `${fields.file} asks for ${field} = ${value} in preparing pictures, which this page cannot follow: its numbers would be wrong. Correct the file, or choose another checkpoint.`,
    { kind: 'pixels', file: fields.file, field, value },
  );
}

export function wrongField(fields: Fields, key: string, due: string): CodedError {
  const field = pathOf(fields, key);
  const value = shown(fieldValue(fields, key));
  return new CodedError(
    'config-invalid',
    `In ${fields.file}, ${field} is ${value}, but it must be ${due}. Correct the file, or take the one that belongs to the checkpoint.`,
    { kind: 'field', file: fields.file, field, value },
  );
}

export function checkInteger(fields: Fields, key: string, value: unknown, range: Range): number {
  if (Number.isInteger(value) && typeof value === 'number') {
    if (value >= range.least && value <= range.most) return value;
  }
  throw wrongField(fields, key, `a whole number from ${range.least} to ${range.most}`);
}

function pathOf({ path }: Fields, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Never walks into a value: a configuration may be nested deeply enough to break a serialiser. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return value === undefined || value === null ? 'missing' : 'an object';
}
