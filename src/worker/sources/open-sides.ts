import { SIDE_PARTS } from '../../core/checkpoint/combine-plans.ts';
import { isObject } from '../../core/model/config-fields.ts';
import { PARTS, type Part } from '../../core/model/architecture.ts';
import type { ModelSource } from '../../engine/loading.ts';
import { openSource } from './open-source.ts';
import type { OpenedSource, OpenOptions } from './opened-source.ts';

/** A source, and the parts of the model that come from it. */
export interface OpenedSide {
  readonly parts: readonly Part[];
  readonly opened: OpenedSource;
}

type Together = Extract<ModelSource, { image: ModelSource }>;

/** Opens a model's sources: one that gives everything, or one for each side. Equal sources are opened once. */
export async function openSides(
  source: ModelSource,
  options: OpenOptions,
): Promise<readonly OpenedSide[]> {
  if (!isTogether(source)) return [{ parts: PARTS, opened: await openSource(source, options) }];
  const sides: OpenedSide[] = [];
  try {
    for (const { source: own, parts } of sidesOf(source)) {
      const taken = sides.flatMap(({ opened }) => opened.weights.map(({ name }) => name));
      sides.push({ parts, opened: await openSource(own, { ...options, taken }) });
    }
  } catch (error) {
    for (const { opened } of sides) await opened.release('parts');
    throw error;
  }
  return sides;
}

/** Whether something of it has to be fetched. */
export function comesFromWeb(source: ModelSource): boolean {
  if (isTogether(source)) return [source.image, source.text].some(comesFromWeb);
  return isObject(source) && ('url' in source || 'urls' in source || 'hub' in source);
}

function isTogether(source: ModelSource): source is Together {
  return isObject(source) && 'image' in source && 'text' in source;
}

function sidesOf({ image, text, scale = text }: Together) {
  const sides: { readonly source: ModelSource; parts: readonly Part[] }[] = [];
  for (const [source, parts] of [
    [image, SIDE_PARTS.image],
    [text, SIDE_PARTS.text],
    [scale, SIDE_PARTS.scale],
  ] as const) {
    const same = sides.find((side) => isSame(side.source, source));
    if (same) same.parts = [...same.parts, ...parts];
    else sides.push({ source, parts });
  }
  return sides;
}

/** Files cannot be told apart by their text; equal addresses are one source. */
function isSame(a: ModelSource, b: ModelSource): boolean {
  if (a === b) return true;
  return !Array.isArray(a) && !Array.isArray(b) && JSON.stringify(a) === JSON.stringify(b);
}
