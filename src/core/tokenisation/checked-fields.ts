import { isObject, shown } from '../model/config-fields.ts';
import { quote } from '../quote.ts';
import { TokenizerError, TOKENIZER_BOUNDS } from './tokenizer-bounds.ts';

/** An object of an untrusted `tokenizer.json`. */
export type Fields = Readonly<Record<string, unknown>>;

/** @param what its name in the sentence */
export function objectOf(value: unknown, what: string): Fields {
  if (isObject(value)) return value;
  throw new TokenizerError(`${what} is no object`);
}

/** An object's own field. */
export function own(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

export function listOf(value: unknown, what: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw new TokenizerError(`${what} is no list`);
  if (value.length > most) {
    throw new TokenizerError(`${what} has ${value.length} items (at most ${most})`);
  }
  return value;
}

/** A text of at most `most` characters. */
export function textOf(value: unknown, what: string, most: number): string {
  if (typeof value !== 'string') throw new TokenizerError(`${what} is no text`);
  if (value.length > most) {
    throw new TokenizerError(`${what} has ${value.length} characters (at most ${most})`);
  }
  return value;
}

/** A token id. */
export function idOf(value: unknown, what: string): number {
  const valid = typeof value === 'number' && Number.isInteger(value);
  if (valid && value >= 0 && value <= TOKENIZER_BOUNDS.id) return value;
  const shown = typeof value === 'number' ? String(value) : 'no number';
  throw new TokenizerError(`${what} is ${shown}, but ids go from 0 to ${TOKENIZER_BOUNDS.id}`);
}

/** A short text, or `null` where there is none; old files write a token as an object with its content. */
export function affixOf(value: unknown, what: string): string | null {
  if (value === undefined || value === null) return null;
  const content = isObject(value) ? own(value, 'content') : value;
  return textOf(content, what, TOKENIZER_BOUNDS.affix);
}

/** The fields of these names that are true or false; the others are left out. */
export function flagsOf(fields: Fields, ...names: readonly string[]): Record<string, boolean> {
  const flags: Record<string, boolean> = {};
  for (const name of names) {
    const value = own(fields, name);
    if (value === undefined || value === null) continue;
    if (typeof value !== 'boolean') {
      throw new TokenizerError(`${quote(name)} is neither true nor false`);
    }
    flags[name] = value;
  }
  return flags;
}

/**
 * Refuses an object with other fields than the known ones, by name: what is not known may change an id. Nothing, `false`, 0
 * and empty things ask for nothing.
 * @param what the object's name before the field's
 */
export function onlyFields(fields: Fields, known: readonly string[], what: string): void {
  for (const key of Object.keys(fields)) {
    const value = own(fields, key);
    if (!known.includes(key) && !asksForNothing(value)) throw unfollowed(`${what}.${key}`, value);
  }
}

/** Refuses a field by name where its value is not one that is followed; a missing one passes. */
export function onlyValues(fields: Fields, key: string, known: readonly unknown[], what: string) {
  const value = own(fields, key) ?? undefined;
  if (value !== undefined && !known.includes(value)) throw unfollowed(`${what}.${key}`, value);
}

function unfollowed(field: string, value: unknown): TokenizerError {
  const told = { field, value: shown(value) };
  return new TokenizerError(`it asks for ${field} = ${told.value}`, told);
}

function asksForNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return true;
  if (value === 0 || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
