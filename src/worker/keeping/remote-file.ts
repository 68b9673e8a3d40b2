import { type ByteRange, joinNear, missingRanges } from '../../core/hub/byte-ranges.ts';
import { unlessAborted } from '../../core/waiting/unless-aborted.ts';
import type { Progress } from '../../engine/calls.ts';
import { checkHash } from './check-hash.ts';
import {
  type DownloadContext,
  type DownloadState,
  type EnsureOptions,
  download,
} from './download.ts';
import { DATA, type KeptRecord, isComplete, removeFile, writeRecord } from './kept-record.ts';
import type { Locks } from './locks.ts';
import type { RangeSource, SourceVersion } from './range-source.ts';
import { changed } from './remote-errors.ts';

export interface RemoteContext extends DownloadContext {
  readonly locks: Locks;
}

/** A file on a server, of which those bytes are here that somebody asked for. */
export interface RemoteFile extends RangeSource {
  /** Brings these bytes here, unless they are. @throws EngineError; what has arrived stays */
  ensure(ranges: readonly ByteRange[], options?: EnsureOptions): Promise<void>;
  /** Nobody wants it any more: ends a download that goes on though its caller was given up. */
  giveUp(): Promise<void>;
  /** Takes over the length that the file's header gives, where neither a server nor a listing has said it. */
  learnSize(bytes: number): Promise<void>;
  /** As it stands now. */
  record(): KeptRecord;
  version(): SourceVersion | null;
  /** Whether the server gives parts; `null` while nobody has asked. */
  givesParts(): boolean | null;
  /** The server has another file by now; this one can be read no more. */
  isOutdated(): boolean;
  /** Bytes that crossed the network for this file in this visit. */
  received(): number;
}

/** A hole of that many bytes between two wanted ranges is downloaded too: it costs less than another request. */
const GAP = 1 << 20;

/** Brings missing bytes here, one caller after the other, in whichever tab they are. */
function createBringing(
  state: DownloadState,
  reload: () => Promise<KeptRecord | null>,
  context: RemoteContext,
) {
  const { store, locks } = context;
  const { key } = state;
  const { name } = state.record;
  const listeners = new Set<(progress: Progress) => void>();
  const tell = (progress: Progress): void => {
    for (const listener of listeners) listener({ ...progress, file: name });
  };
  const missing = (ranges: readonly ByteRange[]): readonly ByteRange[] =>
    joinNear(missingRanges(ranges, state.record.have), GAP);

  const refresh = async (): Promise<void> => {
    state.record = (store.persistent ? await reload() : null) ?? state.record;
  };

  let running: { readonly own: AbortController; readonly work: Promise<void> } | null = null;

  async function bring(ranges: readonly ByteRange[], signal: AbortSignal): Promise<void> {
    await refresh();
    const watched = { signal, onProgress: tell };
    const holes = missing(ranges);
    if (holes.length > 0) await download(holes, ranges, state, context, watched);
    await checkOnce(state, context, watched);
  }

  function begin(ranges: readonly ByteRange[], own: AbortController): Promise<void> {
    const work = bring(ranges, own.signal);
    running = { own, work };
    return work;
  }

  async function ensure(ranges: readonly ByteRange[], options: EnsureOptions = {}): Promise<void> {
    const { signal, onProgress } = options;
    if (state.outdated) throw changed(state.record);
    if (missing(ranges).length === 0 && isSettled(state.record)) return;
    if (onProgress) listeners.add(onProgress);
    const waiting: Progress = { stage: 'waiting', done: 0, total: 0, unit: 'seconds' };
    const own = new AbortController();
    const work = locks.run(`file ${key}`, 'exclusive', () => begin(ranges, own), {
      signal,
      onWait: () => onProgress?.({ ...waiting, file: name, waitingFor: 'download' }),
    });
    try {
      await unlessAborted(work, signal);
    } finally {
      if (onProgress) listeners.delete(onProgress);
      // What cannot be taken up in its middle goes on, for as long as anybody wants the file.
      if (signal?.aborted && context.ranges === 'ask') {
        own.abort(signal.reason);
        // What has arrived is written down before anybody lets go of the file.
        await work.catch(() => undefined);
      }
    }
  }

  async function giveUp(): Promise<void> {
    if (context.ranges === 'ask') return;
    running?.own.abort();
    await running?.work.catch(() => undefined);
  }

  return { missing, refresh, ensure, giveUp };
}

/** A file of which the record says what is here already. `reload` reads the record anew: another tab may have gone on. */
export function createRemoteFile(
  key: string,
  initial: KeptRecord,
  reload: () => Promise<KeptRecord | null>,
  context: RemoteContext,
): RemoteFile {
  const { store, locks } = context;
  const state: DownloadState = { key, record: initial, parts: null, received: 0, outdated: false };
  const { missing, refresh, ensure, giveUp } = createBringing(state, reload, context);
  return {
    name: initial.name,
    get size() {
      return state.record.size ?? Number.POSITIVE_INFINITY;
    },
    ensure,
    giveUp,
    async read(begin, end) {
      if (state.outdated) throw changed(state.record);
      const wanted: ByteRange[] = [[begin, Math.min(end, state.record.size ?? end)]];
      if (missing(wanted).length > 0) await ensure(wanted);
      const take = () =>
        locks.run(`file ${key}`, 'shared', () => store.read(key + DATA, begin, end));
      const bytes = await take();
      if (bytes.length === (wanted[0]?.[1] ?? end) - begin) return bytes;
      // The browser has cleared the bytes and left the record: then they are brought again.
      await removeFile(store, key);
      state.record = { ...state.record, have: [], checked: false };
      await ensure(wanted);
      return take();
    },
    async learnSize(bytes) {
      if (state.record.size !== null) return;
      await locks.run(`file ${key}`, 'exclusive', async () => {
        await refresh();
        state.record.size ??= bytes;
        if (store.persistent) await writeRecord(store, key, state.record);
      });
    },
    record: () => state.record,
    version: () => versionOf(state.record, store.persistent),
    givesParts: () => state.parts,
    isOutdated: () => state.outdated,
    received: () => state.received,
  };
}

/** Compares a file that has come whole with its SHA-256, where one is known, and writes down that it was. */
async function checkOnce(
  { key, record }: DownloadState,
  { store }: RemoteContext,
  watched: EnsureOptions,
): Promise<void> {
  if (!isComplete(record) || record.checked || !record.sha256) return;
  await checkHash(store, key, record, watched);
  await writeRecord(store, key, record);
}

function versionOf(
  { url, size, sha256, checked, validator }: KeptRecord,
  kept: boolean,
): SourceVersion | null {
  const mark = checked && sha256 !== null ? sha256 : validator;
  return mark === null || size === null ? null : { url, id: `${url} ${size} ${mark}`, kept };
}

function isSettled(record: KeptRecord): boolean {
  return record.checked || !record.sha256 || !isComplete(record);
}
