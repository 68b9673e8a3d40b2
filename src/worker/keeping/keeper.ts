import { recogniseForeignFile } from '../../core/checkpoint/foreign-file.ts';
import type { StorageReport } from '../../engine/kept.ts';
import { EngineError } from '../../engine/errors.ts';
import { uniqueId } from '../../browser/unique-id.ts';
import { copyPart } from './copy-part.ts';
import {
  DATA,
  isComplete,
  keyOf,
  type KeptRecord,
  readRecord,
  RECORD,
  removeFile,
} from './kept-record.ts';
import { createMemoryStore } from './memory-store.ts';
import { isReplaced } from './is-replaced.ts';
import { createRemoteFile, type RemoteFile } from './remote-file.ts';
import { reportStorage, type Storage } from './report-storage.ts';
import type { EnsureOptions } from './download.ts';
import { createPrepared, type Prepared, type PreparedContext } from './prepared.ts';
import type { Network } from './request.ts';
import type { Space } from './space.ts';
import { createTexts, type Texts } from './texts.ts';

/** A file on the web, with what a listing has told of it. */
export interface RemoteAddress {
  readonly url: string;
  /** As the visitor knows it. */
  readonly name: string;
  readonly size?: number | undefined;
  readonly sha256?: string | null | undefined;
  /** It may be missing: then the others are enough. */
  readonly optional?: boolean;
}

export interface HoldOptions extends EnsureOptions {
  /** Into the browser's storage, where there is one; `false`: into memory, with what the storage has of it. */
  readonly keep: boolean;
  /** Only a look at the first bytes, of which nothing is kept. */
  readonly peek: boolean;
}

export interface HeldFile {
  readonly file: RemoteFile;
  /** Lets go: of a file in memory nothing is left, unless somebody else holds it. */
  release(): Promise<void>;
}

/** Everything about files that come from the web and, mostly, stay. */
export interface Keeper {
  /** Opens a file; at least its first bytes are here then. Equal addresses share bytes and downloads. */
  hold(address: RemoteAddress, options: HoldOptions): Promise<HeldFile>;
  /** What is kept of an address; `null` for nothing. */
  recordOf(url: string): Promise<KeptRecord | null>;
  readonly texts: Texts;
  readonly prepared: Prepared;
  kept(): Promise<StorageReport>;
  /** Deletes what is kept of an address. @throws EngineError `kept-in-use`, `kept-unknown` */
  forget(url: string): Promise<void>;
}

export interface KeeperPlatform extends Storage {
  readonly network: Network;
  readonly space: Space;
  readonly preparedBounds?: PreparedContext['bounds'];
  /** The page's own: the files of its build and small ones are kept by the service worker. */
  readonly origin: string;
}

/** Holds the header of most checkpoints, and tells what any other file is. */
const FIRST_BYTES = 1 << 16;

/** The built-in model, which is kept with the page. */
const BUILT_IN = /\/models\/mini\/[^/]+$/;

interface Entry {
  holders: number;
  /** Holders whose load was not given up. */
  wanting: number;
  readonly file: RemoteFile;
  readonly release: () => Promise<void>;
}

/** What is kept of addresses, and how their files are opened. */
function createOpening(platform: KeeperPlatform) {
  const { store, locks, network, origin } = platform;
  const memory = createMemoryStore();
  const isOwn = (url: string): boolean => new URL(url).origin === origin || url.startsWith('blob:');
  /** Where this keeps nothing, the service worker keeps what it can of the page's own server. */
  const isKeptElsewhere = (url: string): boolean =>
    url.startsWith('blob:') || (isOwn(url) && (!store || BUILT_IN.test(new URL(url).pathname)));
  const recordOf = async (url: string) => (store ? readRecord(store, await keyOf(url)) : null);

  /** What the storage has of a file, copied into memory; `null` for nothing, and while somebody brings more of it. */
  async function inMemory(address: RemoteAddress, copy: string): Promise<KeptRecord | null> {
    const key = await keyOf(address.url);
    const record = merged(await recordOf(address.url), address);
    if (!store || !record || record.have.length === 0) return null;
    const way = { from: store, key, to: memory, copy };
    return locks.tryAlone(`file ${key}`, () => copyPart(record, way));
  }

  /** Deletes what the storage has of a file, unless somebody holds it. */
  async function remove(url: string): Promise<boolean> {
    const key = await keyOf(url);
    const done = await locks.tryAlone(`use ${key}`, async () => {
      if (store) await removeFile(store, key);
      return true;
    });
    return done ?? false;
  }

  async function open(address: RemoteAddress, { keep, peek }: HoldOptions): Promise<Entry> {
    const own = isKeptElsewhere(address.url);
    let kept = keep && !own ? await recordOf(address.url) : null;
    // A room's own files are replaced under the same name, and its server is near: it is asked.
    if (kept && isOwn(address.url) && isComplete(kept) && (await isReplaced(kept, network)))
      if (await remove(address.url)) kept = null;
    const home = store && keep && !own && (kept || !peek) ? store : memory;
    const key = home.persistent ? await keyOf(address.url) : uniqueId();
    const looking = peek && !kept;
    const reload = async () => merged(home === store ? await recordOf(address.url) : null, address);
    const part = home === memory && !own && !peek ? await inMemory(address, key) : null;
    const file = createRemoteFile(key, part ?? (await reload()) ?? fresh(address), reload, {
      ...platform,
      store: home,
      ranges: own && !looking ? 'never' : 'ask',
      peek: looking,
      inspect: refuseOtherFile,
      network,
    });
    const unshare = home.persistent ? await locks.share(`use ${key}`) : () => undefined;
    const release = async (): Promise<void> => {
      await file.giveUp();
      unshare();
      if (!home.persistent) await home.remove(key + DATA);
      // The part was of another version, or damaged: with it, the next try would fail again.
      if (part && file.record().have.length === 0) await remove(address.url);
    };
    return { holders: 0, wanting: 0, file, release };
  }

  return { isOwn, isKeptElsewhere, recordOf, remove, open };
}

/** The keeper of one worker. */
export function createKeeper(given: KeeperPlatform): Keeper {
  const { store, network, locks, space, preparedBounds: bounds } = given;
  const prepared = createPrepared({ store, locks, space, now: network.now, bounds });
  const platform = { ...given, space: { ...space, giveWay: prepared.giveWay } };
  const entries = new Map<string, Promise<Entry>>();
  const { isOwn, isKeptElsewhere, recordOf, remove, open } = createOpening(platform);
  const texts = createTexts({ store, network, isOwn });

  return {
    recordOf,
    texts,
    prepared,
    async hold(address, options) {
      // What this does not keep is the same file for those who want it kept and those who do not.
      const keep = options.keep || isKeptElsewhere(address.url);
      const name = `${options.peek} ${keep} ${address.url}`;
      const opening = entries.get(name) ?? open(address, options);
      entries.set(name, opening);
      const forgetEntry = (): void => {
        if (entries.get(name) === opening) entries.delete(name);
      };
      opening.catch(forgetEntry);
      const entry = await opening;
      entry.holders++;
      const leave = want(entry, options.signal);
      const release = once(async () => {
        leave();
        entry.holders--;
        // Whoever asks next gets the file that the server has now.
        if (entry.holders === 0 || entry.file.isOutdated()) forgetEntry();
        if (entry.holders === 0) await entry.release();
      });
      try {
        await entry.file.ensure([[0, firstBytes(entry.file)]], options);
        return { file: entry.file, release };
      } catch (error) {
        await release();
        throw error;
      }
    },
    async kept() {
      const told = await reportStorage(platform);
      return { ...told, files: [...told.files, ...(await prepared.kept())] };
    },
    async forget(url) {
      if (await prepared.forget(url)) return;
      const key = await keyOf(url);
      if (!store || !(await store.names()).includes(key + RECORD)) throw unknownFile(url);
      if (!(await remove(url))) throw inUse(url);
      await prepared.forgetMadeOf(url);
      await texts.forgetBeside(url, (await reportStorage(platform)).files);
    },
  };
}

/** Counts somebody who wants a file, until `signal` fires or the returned function is called. */
function want(entry: Entry, signal: AbortSignal | undefined): () => void {
  let wants = true;
  const leave = (): void => {
    if (!wants) return;
    wants = false;
    signal?.removeEventListener('abort', leave);
    entry.wanting--;
    if (entry.wanting === 0) void entry.file.giveUp();
  };
  entry.wanting++;
  if (signal?.aborted) leave();
  else signal?.addEventListener('abort', leave);
  return leave;
}

function firstBytes(file: RemoteFile): number {
  const { size } = file.record();
  return size === null ? FIRST_BYTES : Math.min(FIRST_BYTES, size);
}

function fresh({ url, name, size, sha256 }: RemoteAddress): KeptRecord {
  return {
    version: 1,
    url,
    name,
    size: size ?? null,
    sha256: sha256 ?? null,
    validator: null,
    have: [],
    checked: false,
    lastUsed: 0,
  };
}

/** A record with what a listing has told since; a part of another version than the listing's is as good as nothing. */
function merged(kept: KeptRecord | null, address: RemoteAddress): KeptRecord | null {
  if (!kept || isComplete(kept))
    return kept && { ...kept, sha256: kept.sha256 ?? address.sha256 ?? null };
  const other =
    (address.sha256 && kept.sha256 && address.sha256 !== kept.sha256) ||
    (address.size !== undefined && kept.size !== null && address.size !== kept.size);
  if (other) return fresh(address);
  return {
    ...kept,
    size: kept.size ?? address.size ?? null,
    sha256: kept.sha256 ?? address.sha256 ?? null,
  };
}

/** Ends the download of a web page or another kind of file at its first bytes; PyTorch's archives may pass. */
function refuseOtherFile(start: Uint8Array): void {
  if (start[8] === 0x7b) return;
  const error = recogniseForeignFile(start);
  const other = error && error.code !== 'checkpoint-pickle' && error.details['kind'] !== 'onnx';
  if (other) throw error;
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= action());
}

function unknownFile(url: string): EngineError {
  return new EngineError('kept-unknown', `Nothing is kept of ${url}.`, { url });
}

function inUse(url: string): EngineError {
  return new EngineError(
    'kept-in-use',
    `The file from ${url} belongs to a model that is loaded, perhaps in another tab. Remove that column or close that tab, then delete the file.`,
    { url },
  );
}
