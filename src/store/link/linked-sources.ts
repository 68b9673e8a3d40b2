import { DEFAULT_ENDPOINT } from '../../engine/hub-endpoint.ts';
import type { Column, ColumnSource, SingleSource } from '../types.ts';

/**
 * A link may name files of other servers. Such a source is marked `linked`, and whatever is made from it carries the mark:
 * nothing may ask its server before somebody has said yes. This file says which sources are of that kind.
 */

/** Where the requests of a source begin, or `null` where it asks nobody but this computer. */
export function placeOf(source: SingleSource): URL | null {
  if (source.kind === 'url') return URL.parse(source.url);
  if (source.kind === 'hub') return URL.parse(source.endpoint ?? DEFAULT_ENDPOINT);
  return null;
}

/** The source, or the sources of its towers. */
export function partsOf(source: ColumnSource): readonly SingleSource[] {
  if (source.kind !== 'towers') return [source];
  return [source.image, source.text, ...(source.scale ? [source.scale] : [])];
}

function mapParts<S extends ColumnSource>(
  source: S,
  change: (part: SingleSource) => SingleSource,
): S;
function mapParts(
  source: ColumnSource,
  change: (part: SingleSource) => SingleSource,
): ColumnSource {
  if (source.kind !== 'towers') return change(source);
  const { image, text, scale } = source;
  return {
    kind: 'towers',
    image: change(image),
    text: change(text),
    scale: scale && change(scale),
  };
}

/** One source as text, for telling whether it is the one that was allowed before. */
export function keyOf(source: SingleSource): string {
  if (source.kind === 'url') return source.url;
  if (source.kind !== 'hub') return '';
  return [source.endpoint ?? '', source.repository, source.file ?? ''].join(' ');
}

/** Whom a link's source may ask at once. */
export interface Trust {
  /** Origin of the page; what lies there is this server's. */
  readonly own: string;
  /** Origins that the visitor called the room's server. */
  readonly servers: readonly string[];
  /** Keys of sources that the visitor allowed in this very set-up, see {@link allowedKeys}. */
  readonly allowed: readonly string[];
}

/** A link's columns, with the mark on every part that is another server's and not trusted. */
export function heldColumns(columns: readonly Column[], trust: Trust): readonly Column[] {
  return columns.map((column) => ({
    ...column,
    source: mapParts(column.source, (part) => held(part, trust)),
  }));
}

function held(part: SingleSource, { own, servers, allowed }: Trust): SingleSource {
  if (part.kind !== 'url' && part.kind !== 'hub') return part;
  // An address that says no place is trusted no more than a foreign one.
  const origin = placeOf(part)?.origin ?? '';
  const trusted =
    (origin !== '' && [own, ...servers].includes(origin)) || allowed.includes(keyOf(part));
  return trusted ? released(part) : { ...part, linked: true };
}

/** The source without its marks: somebody has said yes. */
export function released<S extends ColumnSource>(source: S): S {
  return mapParts(source, (part) => {
    const { linked: _, ...plain } = part as SingleSource & { linked?: true };
    return plain;
  });
}

/** Whether a part of the source waits for a yes. */
export function isHeld(source: ColumnSource): boolean {
  return partsOf(source).some((part) => 'linked' in part && part.linked);
}

/** Keys of the other servers' sources that the columns may load: those that somebody chose or allowed. */
export function allowedKeys(columns: readonly Column[], own: string): readonly string[] {
  return columns.flatMap(({ source }) =>
    partsOf(source).flatMap((part) => {
      const origin = placeOf(part)?.origin;
      return origin !== undefined && origin !== own && !isHeld(part) ? [keyOf(part)] : [];
    }),
  );
}
