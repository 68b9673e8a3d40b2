import type { TokenTables } from '../../core/gradient/token-rows.ts';
import { gatherTokens } from '../../core/gradient/token-rows.ts';
import type { Feed } from '../../core/gradient/trainer.ts';
import { textGraphOfInputs } from '../../core/gradient/training-graph.ts';
import type { Activation, Architecture } from '../../core/model/architecture.ts';
import { EngineError } from '../../engine/errors.ts';
import { textBatchSize } from '../models/batch-size.ts';
import type { Model } from '../models/model.ts';
import type { OnBackend } from '../runtime/thread-choice.ts';
import type { TowerPool } from '../runtime/tower-pool.ts';
import { tokenBatch } from '../texts/token-rows.ts';

/** Values of every parameter of a text tower, in the graph's form. */
type Values = Readonly<Record<string, Float32Array>>;

/** Embeds texts with whatever values a tower has at the moment. */
export interface TextReader {
  /** Un-normalised, [texts, D]. */
  read(texts: readonly string[], values: Values): Promise<Float32Array>;
  release(): Promise<void>;
}

/** Token ids of texts, each up to its end token. @throws EngineError `tokenizer-missing` */
export function idsOf({ tokenizer, info }: Model, texts: readonly string[]): (readonly number[])[] {
  if (tokenizer) return texts.map((text) => tokenizer(text).ids);
  const { vocabSize } = info.description.architecture.text;
  throw new EngineError(
    'tokenizer-missing',
    `This checkpoint came without a tokenizer, so it cannot read words. Add its tokenizer.json.`,
    { vocabSize },
  );
}

/** Rows of ids as one batch, filled up with zeros behind their ends. */
export function batchOf(rows: readonly (readonly number[])[]): {
  readonly ids: Int32Array;
  readonly length: number;
} {
  const { data, dims } = tokenBatch(rows);
  return { ids: data as Int32Array, length: dims[1] ?? 1 };
}

export function createTextReader(
  model: Model,
  architecture: Architecture,
  activation: Activation,
  pool: TowerPool,
  on?: OnBackend,
): TextReader {
  const { model: bytes, parameters } = textGraphOfInputs(architecture, activation);
  const graph = pool.openGraph(bytes, on);
  const { width, contextLength } = architecture.text;
  const known = new Map<string, readonly number[]>();

  async function some(rows: readonly (readonly number[])[], values: Values): Promise<Float32Array> {
    const { ids, length } = batchOf(rows);
    const tables: TokenTables = {
      tokens: values['token_embedding.weight'] ?? new Float32Array(),
      positions: values['positional_embedding'] ?? new Float32Array(contextLength * width),
      width,
    };
    const feeds: Record<string, Feed> = {
      embedded: { data: gatherTokens(ids, length, tables), dims: [rows.length, length, width] },
      input_ids: { data: ids, dims: [rows.length, length] },
    };
    for (const { name, dims } of parameters) {
      feeds[name] = { data: values[name] ?? new Float32Array(), dims };
    }
    const { embeds } = await graph.run(feeds);
    return embeds ?? new Float32Array();
  }

  return {
    async read(texts, values) {
      for (const text of texts)
        if (!known.has(text)) known.set(text, idsOf(model, [text])[0] ?? []);
      const rows = texts.map((text) => known.get(text) ?? []);
      const order = rows
        .map((_, place) => place)
        .toSorted((a, b) => (rows[a]?.length ?? 0) - (rows[b]?.length ?? 0));
      const out = new Float32Array(texts.length * architecture.embedDim);
      for (let at = 0; at < order.length;) {
        const longest = rows[order.at(-1) ?? 0]?.length ?? 1;
        const places = order.slice(at, at + textBatchSize(architecture.text, longest, pool.kind()));
        const embeds = await some(
          places.map((place) => rows[place] ?? []),
          values,
        );
        places.forEach((place, row) =>
          out.set(
            embeds.subarray(row * architecture.embedDim, (row + 1) * architecture.embedDim),
            place * architecture.embedDim,
          ),
        );
        at += places.length;
      }
      return out;
    },
    release: () => graph.release(),
  };
}
