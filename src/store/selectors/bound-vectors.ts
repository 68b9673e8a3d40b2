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

/** What may stay beside the vectors on show where those alone are more than the limit: so much is not looked for row by row. */
const LITTLE = 1 / 4;

/**
 * The vectors, at most `limit` bytes of them: what the page does not show now goes, that which came first at first. What it
 * shows stays in any case, and where that is more than the limit a quarter of it beside. The same object where nothing has
 * to go, which costs no look at the rows.
 */
export function boundVectors(inputs: Inputs, limit: number = VECTORS_KEPT_BYTES): Vectors {
  const { vectors, pictures, labels, templates } = inputs;
  const { images, texts, compared } = towersOnShow(inputs);
  const all = sum(vectors.images, rowBytes) + sum(vectors.texts, textBytes);
  let over = all - limit;
  if (over <= 0) return vectors;
  const asked = labels.reduce((count, label) => count + promptsOf(label, templates).length, 0);
  const shownBytes =
    [...images].reduce((bytes, tower) => bytes + rowBytes(vectors.images.get(tower)), 0) *
      (pictures.length + 2) +
    [...texts].reduce((bytes, tower) => bytes + textBytes(vectors.texts.get(tower)), 0) * asked;
  if (all <= shownBytes + limit * LITTLE) return vectors;
  const take = (bytes: number): boolean => {
    if (over <= 0) return false;
    over -= bytes;
    return true;
  };
  const shown = new Set([LIVE_PICTURE.id, COVERED_PICTURE, ...pictures.map(({ id }) => id)]);
  const prompts = new Set(labels.flatMap((label) => promptsOf(label, templates)));
  return {
    images: without(vectors.images, new Set([...images, ...compared]), shown, (row) =>
      take(row.byteLength),
    ),
    texts: without(vectors.texts, texts, prompts, ({ vector }) => take(vector.byteLength)),
  };
}

/** Fingerprints of the towers whose vectors the page shows, or compares with those. */
function towersOnShow({ columns, references }: Pick<Inputs, 'columns' | 'references'>) {
  const models = columns.flatMap((column) => [modelOf(column), column.status.previous ?? null]);
  const prints = models.flatMap((model) => (model ? [model.model.fingerprints] : []));
  const images = new Set(prints.map(({ image }) => image));
  return {
    images,
    texts: new Set(prints.map(({ text }) => text)),
    compared: [...images].flatMap((image) => references.get(image) ?? []),
  };
}

type Rows<Row> = ReadonlyMap<string, Row> | undefined;

/** Bytes of one row: all rows of a tower are alike. */
function rowBytes(rows: Rows<Float32Array>): number {
  return rows?.values().next().value?.byteLength ?? 0;
}

function textBytes(rows: Rows<TextVector>): number {
  return rows?.values().next().value?.vector.byteLength ?? 0;
}

function sum<Row>(tables: Tables<Row>, bytesOf: (rows: Rows<Row>) => number): number {
  return [...tables.values()].reduce((bytes, rows) => bytes + rows.size * bytesOf(rows), 0);
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
