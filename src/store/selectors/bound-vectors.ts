import { modelOf } from '../columns/column-model.ts';
import { COVERED_PICTURE } from '../maps/covered-picture.ts';
import { LIVE_PICTURE } from '../pictures/live-picture.ts';
import type { State } from '../state.ts';
import type { TextVector, Vectors } from '../types.ts';
import { promptsOf } from './prompts.ts';

/** Some 16,000 vectors of 512 numbers: what a step back asks for is mostly there, and the engine keeps more than that. */
export const VECTORS_KEPT_BYTES = 32 * 2 ** 20;

type Tables<Row> = ReadonlyMap<string, ReadonlyMap<string, Row>>;
type Inputs = Pick<
  State,
  'vectors' | 'columns' | 'pictures' | 'labels' | 'templates' | 'references'
>;

/**
 * The vectors, at most `limit` bytes of them: what the page does not show now goes, that which came first at first. What it
 * shows stays in any case. The same object where nothing has to go.
 */
export function boundVectors(inputs: Inputs, limit: number = VECTORS_KEPT_BYTES): Vectors {
  const { vectors, columns, pictures, labels, templates, references } = inputs;
  let over = bytesOf(vectors) - limit;
  if (over <= 0) return vectors;
  const models = columns.flatMap((column) => [modelOf(column), column.status.previous ?? null]);
  const prints = models.flatMap((model) => (model ? [model.model.fingerprints] : []));
  const towers = prints.map(({ image }) => image);
  const compared = towers.flatMap((image) => references.get(image) ?? []);
  const shown = new Set([LIVE_PICTURE.id, COVERED_PICTURE, ...pictures.map(({ id }) => id)]);
  const asked = new Set(labels.flatMap((label) => promptsOf(label, templates)));
  const take = (bytes: number): boolean => {
    if (over <= 0) return false;
    over -= bytes;
    return true;
  };
  return {
    images: without(vectors.images, new Set([...towers, ...compared]), shown, (row) =>
      take(row.byteLength),
    ),
    texts: without(vectors.texts, new Set(prints.map(({ text }) => text)), asked, ({ vector }) =>
      take(vector.byteLength),
    ),
  };
}

function bytesOf({ images, texts }: Vectors): number {
  let bytes = 0;
  for (const rows of images.values()) for (const row of rows.values()) bytes += row.byteLength;
  for (const rows of texts.values())
    for (const { vector } of rows.values()) bytes += vector.byteLength;
  return bytes;
}

/** Leaves out rows that are not wanted as long as `take` takes them; a table that is left as it was stays the same object. */
function without<Row extends Float32Array | TextVector>(
  tables: Tables<Row>,
  towers: ReadonlySet<string>,
  names: ReadonlySet<string>,
  take: (row: Row) => boolean,
): Tables<Row> {
  const kept = [...tables].map(([tower, rows]) => {
    const left = [...rows].filter(
      ([name, row]) => (towers.has(tower) && names.has(name)) || !take(row),
    );
    return [tower, left.length === rows.size ? rows : new Map(left)] as const;
  });
  return new Map(kept.filter(([, rows]) => rows.size > 0));
}
