import type { AlphaRule } from '../../core/image/picture.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/contract.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { All, Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import { blobOf } from '../pictures/blob-of.ts';
import { boundVectors } from '../selectors/bound-vectors.ts';
import { type Work, missingKeys, missingWork } from '../selectors/missing-work.ts';
import type { State } from '../state.ts';
import type { Encoding, Picture, TextVector } from '../types.ts';

export interface EncodingSlice extends Pick<State, 'vectors' | 'encoding' | 'failures'> {
  /** Encodes what columns, pictures and labels ask for and is not there yet; nothing twice, and nothing that was cancelled. */
  encodeMissing(): Promise<void>;
  /** Leaves out what is missing now, until the visitor goes on; what is asked for later is encoded. */
  cancelEncoding(): void;
  resumeEncoding(): void;
  retryPicture(id: string): void;
  /** How transparency is laid flat; every picture is encoded anew. */
  chooseAlpha(alpha: AlphaRule): void;
}

const NOTHING: Encoding = { pictures: null, prompts: null, left: new Set() };

export function encodingSlice({ engine, fetch, vectorBytes }: Outside): Slice<EncodingSlice> {
  return (set, get) => {
    const work = newestWins();
    let busy = false;

    const progress = (kind: 'pictures' | 'prompts', count: number, missing: number): void =>
      set(({ encoding }) => {
        const done = (encoding[kind]?.done ?? 0) + count;
        return { encoding: { ...encoding, [kind]: { done, total: done + missing - count } } };
      });

    async function encodePictures(work: Work & { kind: 'pictures' }, signal: AbortSignal) {
      const { column, fingerprint } = work;
      progress('pictures', 0, work.missing);
      const fail = (picture: Picture, error: EngineErrorData): void =>
        set(({ failures }) => ({ failures: new Map(failures).set(picture.id, error) }));
      const { alpha } = get();
      const opened = await Promise.all(
        work.pictures.map(async (picture) => {
          const blob = await attempt(
            () => blobOf(picture, fetch, signal),
            (error) => fail(picture, error),
          );
          return blob ? [{ picture, blob }] : [];
        }),
      );
      const pictures = opened.flat().map(({ picture }) => picture);
      const blobs = opened.flat().map(({ blob }) => blob);
      if (signal.aborted || blobs.length === 0) return;
      const result = await attempt(
        () => engine.encodeImages(column.modelId, blobs, { alpha, keepGoing: true, signal }),
        (error) => giveUp(get(), error, () => pictures.forEach((picture) => fail(picture, error))),
      );
      if (!result) return;
      for (const { index, error } of result.failures) {
        const picture = pictures[index];
        if (picture) fail(picture, error);
      }
      const failed = new Set(result.failures.map(({ index }) => index));
      const rows = new Map(get().vectors.images.get(fingerprint));
      pictures.forEach((picture, index) => {
        if (!failed.has(index)) rows.set(picture.id, row(result, index));
      });
      set(({ vectors }) => ({
        vectors: { ...vectors, images: new Map(vectors.images).set(fingerprint, rows) },
      }));
      progress('pictures', pictures.length, work.missing);
    }

    async function encodePrompts(work: Work & { kind: 'prompts' }, signal: AbortSignal) {
      const { prompts, column, fingerprint } = work;
      progress('prompts', 0, work.missing);
      const result = await attempt(
        () =>
          engine.encodeTexts(column.modelId, prompts, {
            signal,
            onStuck: (error) => get().columnStuck(column.id, error),
          }),
        (error) => giveUp(get(), error, () => get().setTextError(column.id, error)),
      );
      if (!result) return;
      const rows = new Map<string, TextVector>(get().vectors.texts.get(fingerprint));
      prompts.forEach((prompt, index) =>
        rows.set(prompt, {
          vector: row(result, index),
          truncated: result.truncated[index] ?? false,
        }),
      );
      set(({ vectors }) => ({
        vectors: { ...vectors, texts: new Map(vectors.texts).set(fingerprint, rows) },
      }));
      progress('prompts', prompts.length, work.missing);
    }

    async function run(signal: AbortSignal): Promise<void> {
      for (;;) {
        const work = signal.aborted || get().health === 'dead' ? null : missingWork(get());
        if (!work) return;
        if (work.kind === 'pictures') await encodePictures(work, signal);
        else await encodePrompts(work, signal);
      }
    }

    /** Cancelled, with something new to do since. */
    const isCutShort = (signal: AbortSignal): boolean =>
      signal.aborted && get().health === 'alive' && missingWork(get()) !== null;

    /** What was cancelled and is no longer asked for is new when somebody asks for it again. */
    function forgetLeft(): void {
      const { left } = get().encoding;
      if (left.size === 0) return;
      const missing = missingKeys(get());
      const still = new Set([...left].filter((key) => missing.has(key)));
      if (still.size < left.size)
        set(({ encoding }) => ({ encoding: { ...encoding, left: still } }));
    }

    /** Every column answers for itself now, or shows what it lacks. */
    function dropPrevious(): void {
      if (!get().columns.some(({ status }) => status.kind === 'ready' && status.previous)) return;
      set(({ columns }) => ({
        columns: columns.map((column) =>
          column.status.kind === 'ready' && column.status.previous
            ? { ...column, status: { kind: 'ready', loaded: column.status.loaded } }
            : column,
        ),
      }));
    }

    /** Nothing is to be encoded any more, or now. */
    function settle(): void {
      dropPrevious();
      const vectors = boundVectors(get(), vectorBytes);
      if (vectors !== get().vectors) set({ vectors });
    }

    return {
      vectors: { images: new Map(), texts: new Map() },
      encoding: NOTHING,
      failures: new Map(),
      encodeMissing: async () => {
        forgetLeft();
        if (busy) return;
        if (!missingWork(get())) {
          settle();
          return;
        }
        busy = true;
        for (let signal: AbortSignal | null = null; !signal || isCutShort(signal);) {
          const current = work.begin();
          signal = current;
          await attempt(
            () => run(current),
            (error) =>
              get().notify('encoding.failed', { reason: error.message }, { tone: 'problem' }),
          );
        }
        busy = false;
        settle();
        set(({ encoding }) => ({ encoding: { ...encoding, pictures: null, prompts: null } }));
      },
      cancelEncoding: () => {
        set({ encoding: { ...NOTHING, left: missingKeys(get()) } });
        work.giveUp();
      },
      resumeEncoding: () => {
        set(({ encoding }) => ({ encoding: { ...encoding, left: NOTHING.left } }));
        void get().encodeMissing();
      },
      chooseAlpha: (alpha) => {
        set(({ vectors, encoding }) => ({
          alpha,
          vectors: { ...vectors, images: new Map() },
          encoding: { ...encoding, left: NOTHING.left },
        }));
        void get().encodeMissing();
      },
      retryPicture: (id) => {
        set(({ failures }) => ({ failures: new Map([...failures].filter(([key]) => key !== id)) }));
        void get().encodeMissing();
      },
    };
  };
}

/** Facts that the whole page is told, or that nobody need be told, such as a model's release meanwhile. */
const SAID_ELSEWHERE: ReadonlySet<string> = new Set(['unknown-model', 'engine-stuck']);

/** A dead engine is one fact for the whole page; the rest is said in place. */
function giveUp(all: All, error: EngineErrorData, say: () => void): void {
  if (error.code === 'worker-died') all.engineDied();
  else if (!SAID_ELSEWHERE.has(error.code)) say();
}

function row(
  { data, dims }: { data: Float32Array; dims: readonly [number, number] },
  index: number,
) {
  return data.slice(index * dims[1], (index + 1) * dims[1]);
}
