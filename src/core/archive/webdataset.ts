import { type ByteSource, readExactly } from './byte-source.ts';
import { isPictureName } from './picture-name.ts';
import type { TarEntry } from './tar-reader.ts';

/** A picture of a WebDataset shard with what stands beside it. */
export interface WebDatasetSample {
  readonly key: string;
  /** The picture's entry, and its bytes where it is no longer than the bound (`null` otherwise). */
  readonly picture: TarEntry;
  readonly bytes: Uint8Array | null;
  /** Class number from `.cls`, from 0; `null` where there is none or it is no whole number. */
  readonly classIndex: number | null;
  /** Text from `.txt`. */
  readonly text: string | null;
  /** Text from `.json`, not parsed. */
  readonly json: string | null;
}

export interface WebDatasetBounds {
  readonly maxPictureBytes: number;
  readonly maxTextBytes: number;
}

/** Name without extensions, and the extensions: WebDataset's key ends at the first dot of the last part of the path. */
export function webDatasetKey(name: string): { readonly key: string; readonly extension: string } {
  const dot = name.indexOf('.', name.lastIndexOf('/') + 1);
  if (dot < 0) return { key: name, extension: '' };
  return { key: name.slice(0, dot), extension: name.slice(dot + 1).toLowerCase() };
}

interface Draft {
  readonly key: string;
  picture: TarEntry | null;
  bytes: Uint8Array | null;
  readonly texts: Map<string, string>;
}

/**
 * Groups the files of a shard into samples: successive files with the same key belong together. Reads each file as it
 * passes, so that it works on a stream; one sample is held at a time. Groups without a picture are passed over.
 */
export async function* webDatasetSamples(
  source: ByteSource,
  entries: AsyncIterable<TarEntry>,
  bounds: WebDatasetBounds,
): AsyncGenerator<WebDatasetSample, void, undefined> {
  let draft = null as Draft | null;
  for await (const entry of entries) {
    const { key, extension } = webDatasetKey(entry.name);
    if (draft?.key !== key) {
      yield* finished(draft);
      draft = { key, picture: null, bytes: null, texts: new Map() };
    }
    const length = entry.end - entry.begin;
    if (isPictureName(entry.name)) {
      draft.picture = entry;
      draft.bytes =
        length > bounds.maxPictureBytes ? null : await readExactly(source, entry.begin, entry.end);
    } else if (['cls', 'txt', 'json'].includes(extension) && length <= bounds.maxTextBytes) {
      const bytes = await readExactly(source, entry.begin, entry.end);
      draft.texts.set(extension, new TextDecoder().decode(bytes));
    }
  }
  yield* finished(draft);
}

function* finished(draft: Draft | null): Generator<WebDatasetSample, void, undefined> {
  if (!draft?.picture) return;
  const { key, picture, bytes, texts } = draft;
  const number = texts.get('cls')?.trim() ?? '';
  yield {
    key,
    picture,
    bytes,
    classIndex: /^\d{1,9}$/.test(number) ? Number(number) : null,
    text: texts.get('txt')?.trim() ?? null,
    json: texts.get('json') ?? null,
  };
}
