import { rowOf } from '../../core/scoring/vectors.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { All, GetAll, SetAll } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { hasPrice, isTimed, withPace } from '../selectors/price.ts';
import type { Encoding, Picture } from '../types.ts';
import { withRows } from './vector-tables.ts';
import type { Work } from './work-queue.ts';

/** What encoding reaches: the engine, files by address, and the page's state. */
export interface EncodingPage extends Pick<Outside, 'engine' | 'fetch' | 'now'> {
  readonly get: GetAll;
  readonly set: SetAll;
}

/** Encodes one piece of what is missing and keeps its vectors; what fails is said where it belongs. */
export async function encodeWork(
  page: EncodingPage,
  work: Work,
  signal: AbortSignal,
): Promise<void> {
  countDone(page, work, 0);
  const done =
    work.kind === 'pictures'
      ? await encodePictures(page, work, signal)
      : await encodePrompts(page, work, signal);
  if (done) countDone(page, work, done);
}

function countDone({ set }: EncodingPage, { kind, missing }: Work, count: number): void {
  set(({ encoding }) => {
    const done = (encoding[kind]?.done ?? 0) + count;
    const counted: Partial<Encoding> = { [kind]: { done, total: done + missing - count } };
    return { encoding: { ...encoding, ...counted } };
  });
}

/** How many were encoded, those that cannot be read included; `undefined` where the call failed or was given up. */
async function encodePictures(
  page: EncodingPage,
  { column, fingerprint, pictures: wanted }: Work & { kind: 'pictures' },
  signal: AbortSignal,
): Promise<number | undefined> {
  const { engine, get, set } = page;
  const { alpha } = get();
  const opened = await openPictures(page, wanted, signal);
  if (signal.aborted || opened.length === 0) return undefined;
  const pictures = opened.map(({ picture }) => picture);
  const blobs = opened.map(({ blob }) => blob);
  const stop = stopwatch(page);
  const result = await attempt(
    () => engine.encodeImages(column.modelId, blobs, { alpha, keepGoing: true, signal }),
    (error) =>
      giveUp(get(), error, () =>
        sayUnreadable(
          page,
          pictures.map(({ id }) => [id, error]),
        ),
      ),
  );
  if (!result) return undefined;
  // Transparency is laid flat in another way since: these vectors are of pictures that nobody asks for any more.
  if (get().alpha !== alpha) return undefined;
  const errors = new Map(result.failures.map(({ index, error }) => [index, error]));
  sayUnreadable(
    page,
    pictures.flatMap(({ id }, index) => {
      const error = errors.get(index);
      return error ? [[id, error] as const] : [];
    }),
  );
  const rows = pictures.flatMap(({ id }, index) =>
    errors.has(index) ? [] : [[id, rowOf(result, index)] as const],
  );
  set(({ vectors }) => ({ vectors: withRows(vectors, 'images', fingerprint, rows) }));
  if (errors.size === 0) keepPace(page, column, { fingerprint, pictures: rows.length, ms: stop() });
  return pictures.length;
}

/** Counts the milliseconds of a call; `null` where the device had something else to do. */
function stopwatch({ get, now = () => performance.now() }: EncodingPage): () => number | null {
  const start = isTimed(get()) ? now() : null;
  return () => (start !== null && isTimed(get()) ? now() - start : null);
}

interface Timed {
  readonly fingerprint: string;
  readonly pictures: number;
  readonly ms: number | null;
}

function keepPace(
  { get, set }: EncodingPage,
  { id, modelId }: Work['column'],
  { fingerprint, pictures, ms }: Timed,
): void {
  const column = get().columns.find((candidate) => candidate.id === id);
  if (ms === null || !column || liveModelOf(column)?.id !== modelId) return;
  if (hasPrice(get(), column))
    set(({ price }) => ({ price: withPace(price, fingerprint, pictures, ms) }));
}

/** The pictures whose bytes are at hand; why others are not is said at them. */
async function openPictures(page: EncodingPage, wanted: readonly Picture[], signal: AbortSignal) {
  const opened = await Promise.all(
    wanted.map(async (picture) => {
      const blob = await attempt(
        () => blobOf(picture, page.fetch, signal),
        (error) => sayUnreadable(page, [[picture.id, error]]),
      );
      return blob ? [{ picture, blob }] : [];
    }),
  );
  return opened.flat();
}

function sayUnreadable(
  { set }: EncodingPage,
  errors: readonly (readonly [id: string, error: EngineErrorData])[],
): void {
  if (errors.length === 0) return;
  set(({ failures }) => ({ failures: new Map([...failures, ...errors]) }));
}

/** How many were encoded; `undefined` where the call failed or was given up. */
async function encodePrompts(
  { engine, get, set }: EncodingPage,
  { prompts, column, fingerprint }: Work & { kind: 'prompts' },
  signal: AbortSignal,
): Promise<number | undefined> {
  const result = await attempt(
    () =>
      engine.encodeTexts(column.modelId, prompts, {
        signal,
        onStuck: (error) => get().columnStuck(column.id, error),
      }),
    (error) => giveUp(get(), error, () => get().setTextError(column.id, error)),
  );
  if (!result) return undefined;
  const rows = prompts.map((prompt, index) => {
    const truncated = result.truncated[index] ?? false;
    return [prompt, { vector: rowOf(result, index), truncated }] as const;
  });
  set(({ vectors }) => ({ vectors: withRows(vectors, 'texts', fingerprint, rows) }));
  return prompts.length;
}

/** Facts that the whole page is told, or that nobody need be told, such as a model's release meanwhile. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['unknown-model', 'engine-stuck']);

/** A dead engine is one fact for the whole page; the rest is said in place. */
function giveUp(all: All, error: EngineErrorData, say: () => void): void {
  if (error.code === 'worker-died') all.engineDied();
  else if (!SAID_ELSEWHERE.has(error.code)) say();
}
