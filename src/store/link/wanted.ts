import type { ColumnSource, SingleSource } from '../types.ts';
import { isHeld, keyOf, partsOf, placeOf } from './linked-sources.ts';

/** A file or repository that a link wants from another server. */
export interface Wanted {
  /** Host, with the port where it is not the usual one; in ASCII, so that no letter looks like another. */
  readonly host: string;
  readonly origin: string;
  /** The file's path or the repository, as far as it is known. */
  readonly name: string;
  readonly source: SingleSource;
}

/** What waits for a yes, each once. */
export function wantedOf(source: ColumnSource): readonly Wanted[] {
  const found = new Map<string, Wanted>();
  for (const part of partsOf(source)) {
    const place = placeOf(part);
    if (!isHeld(part) || !place) continue;
    found.set(keyOf(part), {
      host: place.host,
      origin: place.origin,
      name: nameOf(part, place),
      source: part,
    });
  }
  return [...found.values()];
}

/** The end of a long path tells more than its beginning. */
const LONGEST_NAME = 120;

function nameOf(part: SingleSource, place: URL): string {
  const name =
    part.kind === 'hub'
      ? [part.repository, ...(part.file === null ? [] : [part.file])].join('/')
      : place.pathname;
  return name.length > LONGEST_NAME ? `…${name.slice(-LONGEST_NAME)}` : name;
}
