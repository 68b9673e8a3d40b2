import { type ByteRange, missingRanges, totalBytes } from '../../core/hub/byte-ranges.ts';
import { retryDelay } from '../../core/hub/retry-policy.ts';
import type { Progress } from '../../engine/calls.ts';
import { EngineError } from '../../engine/errors.ts';
import { isSilence } from '../../engine/silence.ts';
import type { FileStore, FileWriter } from './file-store.ts';
import { DATA, type KeptRecord, addRange, removeFile, writeRecord } from './kept-record.ts';
import { changed, withoutRanges, wrongLength } from './remote-errors.ts';
import { type Answer, type Network, chunksOf, letGo, noAnswer, request } from './request.ts';
import { type Space, asStorageFull, isQuota, makeRoom, requireSpace } from './space.ts';

export interface EnsureOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Where a file's bytes go, and by which rules they come. */
export interface DownloadContext {
  readonly store: FileStore;
  readonly network: Network;
  readonly space: Space;
  /** `never`: the whole is asked for plainly, so that a service worker can keep it. */
  readonly ranges: 'ask' | 'never';
  /** Only a look: a server that ignores ranges is cut off after what was asked for. */
  readonly peek: boolean;
  /** Throws where the first bytes show that the file is of no use; nothing is kept then. */
  readonly inspect: (start: Uint8Array) => void;
}

/** What is known of a file while its bytes come. */
export interface DownloadState {
  readonly key: string;
  /** The server has another file by now: what was read of this one must not be mixed with it. */
  outdated: boolean;
  record: KeptRecord;
  parts: boolean | null;
  received: number;
}

interface Call {
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (progress: Progress) => void;
}

/** A look does not wade through more than that many bytes of a server that ignores ranges. */
const FAR = 1 << 20;
/** What arrives is made safe, and the record written, after that many bytes. */
const FLUSH_BYTES = 16 << 20;

/** A storage that is over its bounds already refuses even to open a file. @throws EngineError `storage-full` */
async function opened(
  key: string,
  { record }: DownloadState,
  { store, space }: DownloadContext,
): Promise<FileWriter> {
  try {
    return await store.open(key + DATA);
  } catch (error) {
    throw isQuota(error) ? await asStorageFull(space, record) : error;
  }
}

/**
 * Fetches the holes one after the other; what arrives stays, also where it fails. The caller holds the file's lock.
 * @param wanted all that was asked for, with what of it is here: progress is told of these bytes
 * @throws EngineError
 */
export async function download(
  holes: readonly ByteRange[],
  wanted: readonly ByteRange[],
  state: DownloadState,
  context: DownloadContext,
  call: Call,
): Promise<void> {
  const { store, space } = context;
  const { key, record } = state;
  if (store.persistent) await requireSpace(space, totalBytes(finite(holes, record.size)), record);
  const length = await store.size(key + DATA);
  const writer = await opened(key, state, context);
  const transfer: Transfer = { state, context, call, writer, unsafe: 0, wanted };
  try {
    const needed = lengthFor(wanted, record.size);
    if (store.persistent && !context.peek && needed > length) writer.truncate(needed);
    for (const hole of holes) await fetchHole(hole, transfer);
  } catch (error) {
    if (error instanceof EngineError && UNUSABLE.has(error.code)) discard(transfer);
    if (!isQuota(error)) throw error;
    makeRoom(record, writer);
    throw await asStorageFull(space, record);
  } finally {
    writer.flush();
    writer.close();
    record.lastUsed = context.network.now();
    if (store.persistent) await writeRecord(store, key, record).catch(() => undefined);
    if (record.have.length === 0) await removeFile(store, key);
  }
}

/**
 * Length that the file has once all of `wanted` is here, or 0 where its size is not known. It gets it at once: browsers
 * take seconds for each megabyte by which a file grows after the first gigabyte, or stop altogether.
 */
function lengthFor(wanted: readonly ByteRange[], size: number | null): number {
  return size === null
    ? 0
    : Math.max(...finite(wanted, size).map(([, end]) => Math.min(end, size)));
}

/** Codes after which no byte that arrived is worth keeping; a web page says nothing of those that are here. */
const UNUSABLE: ReadonlySet<string> = new Set(['download-changed', 'download-wrong-length']);

function finite(holes: readonly ByteRange[], size: number | null): readonly ByteRange[] {
  return holes.map(([begin, end]) => [begin, Number.isFinite(end) ? end : (size ?? begin)]);
}

interface Transfer {
  readonly state: DownloadState;
  readonly context: DownloadContext;
  readonly call: Call;
  readonly writer: FileWriter;
  /** All ranges that were asked for, with what of them was here before. */
  wanted: readonly ByteRange[];
  /** Bytes since the last flush. */
  unsafe: number;
}

function discard({ state, writer }: Transfer): void {
  const { record } = state;
  state.outdated = true;
  record.have = [];
  record.validator = null;
  record.checked = false;
  writer.truncate(0);
}

/** Asks again from where a broken answer ended, or one that fell silent, as long as each try brings something. */
async function fetchHole([begin, end]: ByteRange, transfer: Transfer): Promise<void> {
  const { state, context, call } = transfer;
  let retries = 0;
  for (let position = begin; position < Math.min(end, state.record.size ?? end);) {
    const before = state.received;
    try {
      position = await fetchOnce([position, end], transfer);
      if (state.record.size === null && !Number.isFinite(end)) state.record.size = position;
    } catch (error) {
      call.signal?.throwIfAborted();
      const came = state.received > before;
      // The streams of browsers break with a TypeError; everything else but silence is an answer.
      const broken = isSilence(error) ? came : error instanceof TypeError;
      if (!broken) throw error;
      retries = came ? 0 : retries + 1;
      const delay = retryDelay(retries, null, context.network.now());
      if (delay === null) throw noAnswer(state.record.url, String(error));
      await context.network.pause(delay, call.signal);
      position = endOfRun(state.record.have, begin);
    }
  }
}

/** Where the bytes that are here end, from `begin` on. */
function endOfRun(have: readonly ByteRange[], begin: number): number {
  return have.find(([first, last]) => first <= begin && last > begin)?.[1] ?? begin;
}

/** Writes one answer; returns the place up to which the file is here. */
async function fetchOnce(hole: ByteRange, transfer: Transfer): Promise<number> {
  const { state, context, call } = transfer;
  const { record } = state;
  const answer = await request(
    {
      url: record.url,
      range: context.ranges === 'ask' ? hole : null,
      // A look reads many small pieces, and `If-Range` costs another exchange for each: their entity tags tell as well.
      validator: context.peek ? null : record.validator,
      wholeWillDo: context.peek,
      signal: call.signal,
      onWait: (seconds) =>
        call.onProgress({
          stage: 'waiting',
          done: 0,
          total: seconds,
          unit: 'seconds',
          waitingFor: 'server',
        }),
      onSilence: () => report(transfer),
    },
    context.network,
  );
  if (context.ranges === 'ask') state.parts = answer.partial;
  if (!answer.partial && !context.peek) transfer.wanted = [[0, Number.POSITIVE_INFINITY]];
  const limit = answer.partial || context.peek ? hole[1] : Number.POSITIVE_INFINITY;
  if (answer.begin > hole[0]) throw wrongLength(record, answer.begin);
  if (!answer.partial && context.peek && hole[0] > FAR) {
    letGo(answer.body);
    throw withoutRanges(record);
  }
  const position = await writeBody(answer, limit, transfer);
  // A look ends at its limit, or before that where the file does.
  if (!answer.partial && (!context.peek || position < limit)) record.size ??= position;
  if (position <= hole[0]) requireEnd(answer, position, record);
  return position;
}

/** An answer that brings nothing would bring nothing again: it is sound only where the file ends. */
function requireEnd(answer: Answer, position: number, record: KeptRecord): void {
  const ended = answer.end === answer.begin && record.size !== null && position < record.size;
  if (isOther(answer, record) || (ended && record.have.length > 0)) throw replaced(record);
  // Where nobody says the length, the file ends where all up to here came and nothing follows.
  record.size ??= answer.total ?? (endOfRun(record.have, 0) === position ? position : null);
  if (position !== record.size) throw wrongLength(record, answer.total ?? position);
}

/** Whether an answer is of another file than the bytes that are here. */
function isOther({ validator, total }: Answer, record: KeptRecord): boolean {
  const tagChanged =
    record.validator !== null && validator !== null && record.validator !== validator;
  const sizeChanged = record.size !== null && total !== null && record.size !== total;
  return record.have.length > 0 && (tagChanged || sizeChanged);
}

/** Takes over what an answer says of the file, once its first bytes show that it is one. */
function adopt(answer: Answer, start: Uint8Array, { state, context }: Transfer): void {
  const { record } = state;
  // First the bytes: that this is a web page says more than that its length is wrong.
  if (answer.begin === 0) context.inspect(start);
  if (isOther(answer, record)) throw replaced(record);
  record.validator = answer.validator ?? record.validator;
  record.size ??= answer.total;
  if (answer.begin === 0 && answer.total !== null && answer.total !== record.size)
    throw wrongLength(record, answer.total);
}

function replaced(record: KeptRecord): EngineError {
  record.size = null;
  return changed(record);
}

async function writeBody(answer: Answer, limit: number, transfer: Transfer): Promise<number> {
  const { state, call, writer } = transfer;
  const { record } = state;
  let position = answer.begin;
  report(transfer);
  for await (const chunk of chunksOf(answer, () => report(transfer))) {
    call.signal?.throwIfAborted();
    if (position === answer.begin) adopt(answer, chunk, transfer);
    const end = Math.min(limit, position + chunk.length);
    if (record.size !== null && end > record.size) throw wrongLength(record, end);
    state.received += chunk.length;
    writer.write(chunk.subarray(0, end - position), position);
    addRange(record, [position, end]);
    position = end;
    transfer.unsafe += chunk.length;
    report(transfer);
    if (transfer.unsafe >= FLUSH_BYTES) await makeSafe(transfer);
    if (position >= limit) break;
  }
  const expected = Math.min(limit, answer.end ?? position);
  if (position < expected) throw new TypeError(`${position} of ${expected} bytes came.`);
  return position;
}

async function makeSafe(transfer: Transfer): Promise<void> {
  transfer.unsafe = 0;
  transfer.writer.flush();
  const { state, context } = transfer;
  if (context.store.persistent) await writeRecord(context.store, state.key, state.record);
}

function report({ state: { record }, call, wanted }: Transfer): void {
  const all = finite(wanted, record.size);
  const total = totalBytes(all);
  const done = total - totalBytes(missingRanges(all, record.have));
  call.onProgress({ stage: 'download', done, total, unit: 'bytes' });
}
