import { EngineError } from '../../engine/errors.ts';
import { type Body, chunksOf } from './request.ts';
import { isSilence } from '../../engine/silence.ts';

/** A tokenizer of the largest published vocabularies has some 20 MB. */
const MAX_BYTES = 64 << 20;

/**
 * The text of an answer, of which what is beyond 64 MiB is left out.
 * @throws EngineError `download-failed`, `download-silent`
 */
export async function receiveText(body: Body, signal: AbortSignal | undefined): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let length = 0;
  try {
    for await (const chunk of chunksOf(body)) {
      length += chunk.length;
      if (length > MAX_BYTES) break;
      text += decoder.decode(chunk, { stream: true });
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (isSilence(error)) throw error;
    const { url } = body;
    throw new EngineError('download-failed', `Half of ${url} came. Try again.`, {
      url,
      detail: String(error),
    });
  }
  return text + decoder.decode();
}
