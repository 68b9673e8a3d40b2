import { importPart } from '../../core/parts/import-part.ts';
import { byBeginning, commonLength } from '../../core/text/shared-beginnings.ts';
import type { TextEmbeddings, TextInput } from '../../engine/encoding.ts';
import { EngineError } from '../../engine/errors.ts';
import { guarded, type WatchedOptions } from '../../engine/guarded-step.ts';
import { tokenBatch, tokenRows } from '../texts/token-rows.ts';
import { TOKENIZER_SECONDS, type Tokens } from '../texts/tokenizer.ts';
import { textBatchSize, tokensAtOnce } from './batch-size.ts';
import type { EncodeContext } from './encode-context.ts';
import type { Model } from './model.ts';
import { gather } from './gather.ts';
import type { KeepTexts } from './prefix-tower.ts';

/** A phone makes a thousand; half a minute more than it needs does no harm. */
const TEXTS_A_SECOND = 100;

/**
 * Embeds texts: each different row of tokens once, those that were embedded before not at all. Short rows go together so
 * that none is padded far; or those that begin alike, where the tower computes their beginning once.
 */
export async function encodeTexts(
  model: Model,
  prompts: TextInput,
  options: WatchedOptions,
  context: EncodeContext,
): Promise<TextEmbeddings> {
  const count = 'inputIds' in prompts ? 0 : prompts.length;
  const tokens = await guarded(
    options,
    {
      file: model.info.tokenizer ?? '',
      seconds: TOKENIZER_SECONDS + Math.ceil(count / TEXTS_A_SECOND),
    },
    () => tokensOf(model, prompts),
  );
  const { embedDim } = model.info.description.architecture;
  const keys = tokens.map(({ ids }) => `${model.text.fingerprint} ${ids.join(' ')}`);
  const rows = new Map(tokens.map(({ ids }, index) => [keys[index] ?? '', ids]));
  const shares = model.text.sharesBeginnings();
  const work = [...rows]
    .filter(([key]) => !context.cache.get(key))
    .toSorted(([, a], [, b]) => (shares ? byBeginning(a, b) : a.length - b.length));
  const vectors = new Map<string, Float32Array>();
  let done = 0;
  const progress = (): void =>
    options.onProgress?.({ stage: 'encode', done, total: work.length, unit: 'prompts' });
  const keep: KeepTexts = (places, embeds) => {
    for (const [index, place] of places.entries()) {
      const vector = embeds.slice(index * embedDim, (index + 1) * embedDim);
      const [key = ''] = work[place] ?? [];
      vectors.set(key, vector);
      context.cache.set(key, vector);
    }
    done += places.length;
    progress();
  };
  progress();
  const sorted = work.map(([, ids]) => ids);
  if (!shares) await encodeSharing(model, sorted, keep, options, context);
  if (done < sorted.length) await encodeEach(model, sorted, keep, options, context);
  return {
    ...gather(
      keys.map((key) => vectors.get(key) ?? context.cache.get(key)),
      embedDim,
    ),
    truncated: tokens.map(({ truncated }) => truncated),
  };
}

/** @param rows shortest first, or sorted by what they begin with */
async function encodeEach(
  { text, info, tokenizer }: Model,
  rows: readonly (readonly number[])[],
  keep: KeepTexts,
  { signal }: WatchedOptions,
  { pool }: EncodeContext,
): Promise<void> {
  const { text: tower } = info.description.architecture;
  for (let done = 0; done < rows.length;) {
    signal?.throwIfAborted();
    const count = text.sharesBeginnings()
      ? textsOf(rows, done, tokensAtOnce(tower))
      : textBatchSize(tower, rows[done]?.length ?? 1, pool.kind());
    const batch = rows.slice(done, done + count);
    const embeds = await text.encode(tokenBatch(batch, tokenizer?.tokenisation));
    const places = Array.from(batch, (_, index) => done + index);
    keep(places, embeds);
    done += batch.length;
  }
}

/** How many texts from `first` on have at most so many tokens beside what the one before begins with too; one at least. */
function textsOf(rows: readonly (readonly number[])[], first: number, most: number): number {
  let tokens = 0;
  for (let at = first; at < rows.length; at++) {
    const row = rows[at] ?? [];
    tokens += row.length - (at > first ? commonLength(row, rows[at - 1] ?? []) : 0);
    if (tokens > most && at > first) return at - first;
  }
  return rows.length - first;
}

/** Fewer tokens are not worth a second session. */
const WORTH_SHARING = 10_000;

/** Where it saves much, texts that begin alike share the work; either all are done then or none. */
async function encodeSharing(
  model: Model,
  rows: readonly (readonly number[])[],
  keep: KeepTexts,
  options: WatchedOptions,
  context: EncodeContext,
): Promise<void> {
  const tokens = rows.reduce((sum, row) => sum + row.length, 0);
  if (tokens < WORTH_SHARING || context.pool.kind() !== 'wasm') return;
  // A part that does not come changes nothing but the time.
  const part = await importPart(() => import('./prefix-tower.ts')).catch(() => null);
  const groups = part?.worthSharing(model, rows, WORTH_SHARING);
  if (part && groups) await part.encodeGroups(model, { rows, groups, keep }, options, context);
}

function tokensOf({ info, tokenizer }: Model, prompts: TextInput): Tokens[] {
  if ('inputIds' in prompts) {
    const rows = tokenRows(prompts.inputIds, prompts.dims, info.description.architecture.text);
    return rows.map((ids) => ({ ids, truncated: false }));
  }
  if (!tokenizer) {
    const { vocabSize } = info.description.architecture.text;
    throw new EngineError(
      'tokenizer-missing',
      `This checkpoint came without a tokenizer, so it cannot read words. Add its tokenizer.json (CLIP's own, for 49408 tokens, is in openai/clip-vit-base-patch32 on the hub), or first load a checkpoint that brings one for ${vocabSize} tokens.`,
      { vocabSize },
    );
  }
  return prompts.map(tokenizer);
}
