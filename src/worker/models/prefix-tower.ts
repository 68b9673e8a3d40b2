import { PAST, prefixedTextGraph, PRESENT } from '../../core/graph/prefixed-text-tower.ts';
import {
  type SharedBeginning,
  sharedBeginnings,
  tokensRead,
} from '../../core/text/shared-beginnings.ts';
import { readsPadding } from '../../core/model/architecture.ts';
import type { CallOptions } from '../../engine/calls.ts';
import { fillWeights } from '../prepare/fill-weights.ts';
import type { TowerRecipe } from '../runtime/open-tower.ts';
import { probeInput } from '../runtime/self-test.ts';
import type { Tower } from '../runtime/tower-pool.ts';
import type { TowerInput } from '../runtime/tower-session.ts';
import { tokenBatch } from '../texts/token-rows.ts';
import { textBatchSize } from './batch-size.ts';
import type { EncodeContext } from './encode-context.ts';
import type { Model } from './model.ts';

/** Takes the embeddings [places, D] of those texts. */
export type KeepTexts = (places: readonly number[], embeds: Float32Array) => void;

interface Work {
  readonly rows: readonly (readonly number[])[];
  readonly groups: readonly SharedBeginning[];
  readonly keep: KeepTexts;
}

/** A larger text tower is not held twice. */
const MOST_BYTES = 512 * 2 ** 20;
/** How far both ways may be apart, of the largest number: sums in another order explain a hundredth of it. */
const TOLERANCE = 1e-4;

/**
 * The groups of texts that begin alike, where reading each beginning once saves at least so many tokens. `null` where it
 * does not, or where it would not be the same: only under a causal mask is a beginning blind for what follows, and a
 * graph that a file brought, or that quantises, is left as it is.
 */
export function worthSharing(
  { info, report, text }: Model,
  rows: readonly (readonly number[])[],
  least: number,
): readonly SharedBeginning[] | null {
  const own = info.precision === 'fp32' && report.ready?.text === undefined;
  const causal = !readsPadding(info.description.architecture.text);
  if (!own || !causal || text.weightBytes > MOST_BYTES) return null;
  const groups = sharedBeginnings(rows);
  const tokens = rows.reduce((sum, row) => sum + row.length, 0);
  return tokens - tokensRead(rows, groups) >= least ? groups : null;
}

/**
 * Embeds texts group by group in a session of its own, which is made for this call and let go behind it: it holds the text
 * tower's weights a second time. Where there is no room for it, or where its first answer is not that of the text
 * tower itself, nothing is kept.
 */
export async function encodeGroups(
  model: Model,
  { rows, groups, keep }: Work,
  { signal }: CallOptions,
  { pool }: EncodeContext,
): Promise<void> {
  const { text } = model.info.description.architecture;
  const options = signal ? { signal } : {};
  const tower = await pool.acquire(recipeOf(model), options).catch(() => null);
  signal?.throwIfAborted();
  if (!tower) return;
  try {
    if (!(await agrees(model, tower, rows, groups[0]))) return;
    for (const { length, places } of groups) {
      const past = await beginningOf(model, tower, rows[places[0] ?? 0] ?? [], length);
      for (let done = 0; done < places.length;) {
        signal?.throwIfAborted();
        const next = (rows[places[done] ?? 0] ?? []).length;
        const batch = places.slice(done, done + textBatchSize(text, next - length, pool.kind()));
        keep(batch, await tower.encode(endings(rows, batch, length, past)));
        done += batch.length;
      }
    }
  } finally {
    await tower.release();
  }
}

type Past = NonNullable<TowerInput['beside']>;

/** Keys and values of the first `length` tokens of a text. */
async function beginningOf(
  { info }: Model,
  tower: Tower,
  row: readonly number[],
  length: number,
): Promise<Past> {
  const { text } = info.description.architecture;
  const empty = emptyPast(info);
  if (length === 0) return empty;
  const input = tokenBatch([row.slice(0, length)]);
  const data = await tower.encode({ ...input, beside: empty, wanted: PRESENT });
  return { [PAST]: { data, dims: [2 * text.layers, length, text.width] } };
}

function emptyPast({ description }: Model['info']): Past {
  const { layers, width } = description.architecture.text;
  return { [PAST]: { data: new Float32Array(0), dims: [2 * layers, 0, width] } };
}

/** What of those texts stands behind their common beginning. */
function endings(
  rows: readonly (readonly number[])[],
  places: readonly number[],
  length: number,
  beside: Past,
): TowerInput {
  return { ...tokenBatch(places.map((place) => (rows[place] ?? []).slice(length))), beside };
}

/** Whether a text comes out as the text tower has it. */
async function agrees(
  model: Model,
  tower: Tower,
  rows: readonly (readonly number[])[],
  group: SharedBeginning | undefined,
): Promise<boolean> {
  const { places: [place = 0] = [], length = 0 } = group ?? {};
  const row = rows[place] ?? [];
  const past = await beginningOf(model, tower, row, length);
  const found = await tower.encode(endings(rows, [place], length, past));
  const expected = await model.text.encode(tokenBatch([row]));
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return expected.every(
    (value, i) => Math.abs(value - (found[i] ?? Number.NaN)) <= TOLERANCE * largest,
  );
}

function recipeOf({ info, report, sources }: Model): TowerRecipe {
  const { architecture, activation, textActivation = activation } = info.description;
  const graph = prefixedTextGraph(architecture, textActivation);
  return {
    graph,
    file: null,
    probe: { ...probeInput(architecture, 'text'), beside: emptyPast(info) },
    fill: (options) => fillWeights(graph, { architecture, report, sources, ...options }),
  };
}
