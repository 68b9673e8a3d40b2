import type { TextEmbeddings, TextInput } from '../../engine/encoding.ts';
import { EngineError } from '../../engine/errors.ts';
import { guarded, type WatchedOptions } from '../../engine/guarded-step.ts';
import { tokenBatch, tokenRows } from '../texts/token-rows.ts';
import { TOKENIZER_SECONDS, type Tokens } from '../texts/tokenizer.ts';
import { textBatchSize } from './batch-size.ts';
import type { EncodeContext } from './encode-context.ts';
import type { Model } from './model.ts';
import { gather } from './gather.ts';

/** A phone makes a thousand; half a minute more than it needs does no harm. */
const TEXTS_A_SECOND = 100;

/**
 * Embeds texts: each different row of tokens once, those that were embedded before not at all, short rows together so
 * that none is padded far.
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
  const { embedDim, text: tower } = model.info.description.architecture;
  const keys = tokens.map(({ ids }) => `${model.text.fingerprint} ${ids.join(' ')}`);
  const rows = new Map(tokens.map(({ ids }, index) => [keys[index] ?? '', ids]));
  const work = [...rows]
    .filter(([key]) => !context.cache.get(key))
    .toSorted(([, a], [, b]) => a.length - b.length);
  const vectors = new Map<string, Float32Array>();
  const progress = (done: number): void =>
    options.onProgress?.({ stage: 'encode', done, total: work.length, unit: 'prompts' });
  progress(0);
  for (let done = 0; done < work.length;) {
    options.signal?.throwIfAborted();
    const longest = work.at(done)?.[1].length ?? 1;
    const batch = work.slice(done, done + textBatchSize(tower, longest, context.pool.kind()));
    const embeds = await model.text.encode(tokenBatch(batch.map(([, ids]) => ids)));
    for (const [index, [key]] of batch.entries()) {
      const vector = embeds.slice(index * embedDim, (index + 1) * embedDim);
      vectors.set(key, vector);
      context.cache.set(key, vector);
    }
    done += batch.length;
    progress(done);
  }
  return {
    ...gather(
      keys.map((key) => vectors.get(key) ?? context.cache.get(key)),
      embedDim,
    ),
    truncated: tokens.map(({ truncated }) => truncated),
  };
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
