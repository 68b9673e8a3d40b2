import type { ByteRange } from '../../core/hub/byte-ranges.ts';
import { parseContentRange } from '../../core/hub/content-range.ts';
import { isBusy, parseRetryAfter, retryDelay } from '../../core/hub/retry-policy.ts';
import { EngineError } from '../../engine/errors.ts';
import {
  fetchUnlessSilent,
  isSilence,
  type OnSilence,
  unlessSilent,
} from '../../engine/silence.ts';

/** What the network and the clock are to a download; a test gives its own. */
export interface Network {
  readonly fetch: typeof fetch;
  readonly now: () => number;
  /** Settles after that many milliseconds; rejects when the signal fires. */
  readonly pause: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

export interface Request {
  readonly url: string;
  /** Asked for with one plain `Range`; `null` asks for the whole. */
  readonly range: ByteRange | null;
  /** Entity tag or date of what is at hand: a part of another version is of no use. */
  readonly validator: string | null;
  /** Where a part cannot be had (no network, but a service worker with the whole), the whole will do. */
  readonly wholeWillDo?: boolean;
  readonly signal: AbortSignal | undefined;
  /** The server asked for a pause of that many seconds. */
  readonly onWait?: ((seconds: number) => void) | undefined;
  readonly onSilence?: OnSilence | undefined;
}

/** What follows the head of an answer. */
export interface Body {
  readonly url: string;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

export interface Answer extends Body {
  /** Place of the first byte of the body in the file. */
  readonly begin: number;
  /** The byte after the last of the body, where the server says it. */
  readonly end: number | null;
  /** Length of the file, where the server says it. */
  readonly total: number | null;
  /** The server gives parts; `false` where it was asked for one and sent the whole. */
  readonly partial: boolean;
  readonly validator: string | null;
}

/**
 * One answer to a request for a file, with a busy server's pauses kept.
 * @throws EngineError `server-busy`, `hub-gated`, `download-status`, `download-failed`, `download-silent`
 */
export async function request(wanted: Request, network: Network): Promise<Answer> {
  const { url, signal } = wanted;
  for (let retries = 0; ; retries++) {
    const response = await fetchOnce(wanted, network);
    if (!isBusy(response.status)) return readAnswer(response, wanted);
    letGo(response.body);
    const asked = response.headers.get('Retry-After');
    const delay = retryDelay(retries, asked, network.now());
    if (delay === null) throw busy(url, response, network.now());
    wanted.onWait?.(delay / 1000);
    await network.pause(delay, signal);
  }
}

/** `If-Range` makes the browser ask the server for leave first, which some refuse: then the part is asked for without. */
async function fetchOnce(wanted: Request, { fetch }: Network): Promise<Response> {
  const { url, range, validator, signal, onSilence } = wanted;
  const Range = range && `bytes=${range[0]}-${Number.isFinite(range[1]) ? range[1] - 1 : ''}`;
  const tries: Record<string, string>[] = [];
  if (Range && validator && !validator.startsWith('W/'))
    tries.push({ Range, 'If-Range': validator });
  if (Range) tries.push({ Range });
  if (!Range || wanted.wholeWillDo) tries.push({});
  let failure: unknown;
  for (const headers of tries) {
    try {
      // Another origin learns neither which page asks nor who the visitor is; the page keeps files itself.
      const cache = range ? 'no-store' : 'default';
      const options = { headers, cache, referrerPolicy: 'no-referrer', signal } as const;
      return await fetchUnlessSilent(fetch, url, options, onSilence);
    } catch (error) {
      signal?.throwIfAborted();
      if (isSilence(error)) throw error;
      failure = error;
    }
  }
  throw noAnswer(url, failure instanceof Error ? failure.message : String(failure));
}

function readAnswer(response: Response, { url, range }: Request): Answer {
  const { status, headers, body } = response;
  const validator = headers.get('ETag') ?? headers.get('Last-Modified');
  if (status === 206 && range) {
    const part = parseContentRange(headers.get('Content-Range'));
    const { begin, end, total } = part ?? { begin: range[0], end: null, total: null };
    return { url, begin, end, total, partial: true, validator, body };
  }
  if (status === 416 && range) {
    // Nothing lies there. A server that says how long the file is says it here too; others only say no.
    const total = /^bytes \*\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1];
    const [begin] = range;
    const length = total === undefined ? null : Number(total);
    return {
      url,
      begin,
      end: begin,
      total: length,
      partial: true,
      validator: null,
      body: null,
    };
  }
  if (!response.ok) {
    letGo(body);
    throw refused(url, response);
  }
  const total = announcedLength(headers);
  return { url, begin: 0, end: total, total, partial: false, validator, body };
}

/** `Content-Length` counts compressed bytes where there is an encoding, and says nothing then. */
function announcedLength(headers: Headers): number | null {
  const length = Number(headers.get('Content-Length') ?? Number.NaN);
  return headers.has('Content-Encoding') || !Number.isSafeInteger(length) ? null : length;
}

/**
 * A reader instead of `for await` over the body: Safari cannot iterate a stream. Leaving early cancels the download.
 * @throws EngineError `download-silent`; otherwise what the stream throws
 */
export async function* chunksOf(
  { url, body }: Body,
  onSilence?: OnSilence,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await unlessSilent(url, reader.read(), onSilence);
      if (done) return;
      yield value;
    }
  } finally {
    letGo(reader);
  }
}

/**
 * Ends what still comes of an answer, without waiting for its end: where somebody else reads the same answer, as a cache does, it
 * comes when that reader has ended too, which on a silent connection is never.
 */
export function letGo(body: Pick<ReadableStream, 'cancel'> | null): void {
  void body?.cancel().catch(() => undefined);
}

/** Whether nothing can be had of a server at present, so that what was kept at an earlier visit has to do. */
export function isUnreachable(error: unknown): boolean {
  return isSilence(error) || (error instanceof EngineError && error.code === 'download-failed');
}

/** Nothing, or half of it, came. */
export function noAnswer(url: string, detail: string): EngineError {
  return new EngineError(
    'download-failed',
    `Nothing usable came from ${url}. The network may be down, or the other site does not allow pages to read its files; try again, or download the file and drop it here instead.`,
    { url, detail },
  );
}

function refused(url: string, { status, headers }: Response): EngineError {
  if (headers.get('X-Error-Code') === 'GatedRepo') return gated(url);
  return new EngineError(
    'download-status',
    `The server answered ${status} for ${url}. Check the address; a private repository needs a link that works without signing in.`,
    { url, status },
  );
}

/** The repository wants its conditions accepted first. */
export function gated(url: string): EngineError {
  return new EngineError(
    'hub-gated',
    `The owner of ${url} gives these files only to people who have signed in and accepted the conditions. Open it in a new tab, accept them, download the file there, and drop it here.`,
    { url },
  );
}

/** The server wants a longer pause than a person waits for, or asked for one too often. */
export function busy(url: string, { status, headers }: Response, now: number): EngineError {
  const seconds = Math.ceil((parseRetryAfter(headers.get('Retry-After'), now) ?? 0) / 1000);
  const wait = seconds > 0 ? ` and asks to come back in ${seconds} seconds` : '';
  return new EngineError(
    'server-busy',
    `The server of ${url} has too much to do (${status})${wait}. What has arrived is kept: try again later.`,
    { url, status, seconds },
  );
}
