import { retryDelay } from '../../core/hub/retry-policy.ts';
import { EngineError } from '../../engine/errors.ts';
import { follower } from '../../engine/follower.ts';
import { isSilence } from '../../engine/silence.ts';
import {
  type Answer,
  chunksOf,
  letGo,
  type Network,
  noAnswer,
  request,
} from '../keeping/request.ts';

/** The runtime's program: WebAssembly of some 14 or 27 MB. */
export interface ProgramRequest {
  readonly url: string;
  readonly signal?: AbortSignal | undefined;
  /** Bytes that are here, and in all; 0 where that is not known. */
  readonly onBytes?: ((done: number, total: number) => void) | undefined;
}

/** The program on its way from bytes to what can be started. */
export interface Program {
  /** Rejects where the browser cannot compile it; until it is settled, the browser is at work. */
  readonly module: Promise<WebAssembly.Module>;
}

/** How WebAssembly begins; a host's page of excuses does not. */
const MAGIC = [0x00, 0x61, 0x73, 0x6d] as const;

interface Received {
  chunks: Uint8Array<ArrayBuffer>[];
  done: number;
  validator: string | null;
  /** What the browser makes of an answer while it comes, if that is the whole. */
  streamed: Promise<WebAssembly.Module> | null;
}

/**
 * Fetches the program once and keeps it compiled: browsers do not always have it in their cache a second later. A connection that
 * breaks is taken up where it ended, as long as each try brings something.
 * @throws EngineError `runtime-not-fetched`, with the cause in its details
 */
export async function fetchProgram(wanted: ProgramRequest, network: Network): Promise<Program> {
  const received: Received = { chunks: [], done: 0, validator: null, streamed: null };
  for (let retries = 0; ;) {
    const before = received.done;
    try {
      await receive(received, wanted, network);
      return { module: compiled(received) };
    } catch (error) {
      wanted.signal?.throwIfAborted();
      const came = received.done > before;
      if (came) retries = 0;
      const delay = isBroken(error, came) ? retryDelay(retries, null, network.now()) : null;
      if (delay === null) throw notFetched(error, wanted.url);
      retries++;
      await network.pause(delay, wanted.signal);
    }
  }
}

/** Another try may bring the rest; a server that was silent from the start, or refuses, stays so. */
function isBroken(error: unknown, came: boolean): boolean {
  if (isSilence(error)) return came;
  return !(error instanceof EngineError) || error.code === 'download-failed';
}

/** Of the answer itself where that came whole, which is how browsers keep what they compiled; else of the bytes. */
function compiled({ streamed, chunks }: Received): Promise<WebAssembly.Module> {
  const fromBytes = async () => WebAssembly.compile(await new Blob(chunks).arrayBuffer());
  const module = streamed?.catch(fromBytes) ?? fromBytes();
  // It may fail before anybody waits for it.
  module.catch(() => undefined);
  return module;
}

async function receive(received: Received, wanted: ProgramRequest, given: Network): Promise<void> {
  const { url, onBytes } = wanted;
  const own = follower(wanted.signal);
  const { signal } = own;
  const network = { ...given, fetch: compiling(given.fetch, received) };
  try {
    const answer = await askFor(received, url, signal, network);
    received.validator = answer.validator;
    const total = answer.total ?? 0;
    for await (const chunk of chunksOf(answer)) {
      signal.throwIfAborted();
      if (received.done === 0) requireProgram(chunk, url);
      received.chunks.push(chunk);
      received.done += chunk.length;
      onBytes?.(received.done, total);
    }
    if (received.done < total) throw new TypeError(`${received.done} of ${total} bytes came.`);
    if (received.done === 0) throw noAnswer(url, 'The file is empty.');
  } catch (error) {
    // Whoever else reads the same answer would go on waiting for it.
    own.abort();
    throw error;
  }
}

/** `fetch`, with the browser compiling whole answers while they come. */
function compiling(fetch: Network['fetch'], received: Received): Network['fetch'] {
  return async (input, init) => {
    const response = await fetch(input, init);
    const type = response.headers.get('Content-Type') ?? '';
    const asksForPart = new Headers(init?.headers).has('Range');
    const isWhole = response.status === 200 && type.startsWith('application/wasm') && !asksForPart;
    received.streamed = isWhole ? WebAssembly.compileStreaming(response.clone()) : null;
    received.streamed?.catch(() => undefined);
    return response;
  };
}

/** The whole, or the rest of what is here, where the server has the same file still. */
async function askFor(
  received: Received,
  url: string,
  signal: AbortSignal | undefined,
  network: Network,
): Promise<Answer> {
  const { done, validator } = received;
  if (done > 0 && validator !== null) {
    const rest = { url, range: [done, Number.POSITIVE_INFINITY] as const, validator, signal };
    const answer = await request(rest, network);
    if (answer.partial && answer.begin === done && answer.validator === validator) return answer;
    letGo(answer.body);
  }
  received.chunks = [];
  received.done = 0;
  return request({ url, range: null, validator: null, signal }, network);
}

function requireProgram(start: Uint8Array, url: string): void {
  if (MAGIC.some((byte, at) => start.length > at && start[at] !== byte))
    throw new EngineError('download-status', `There is no program at ${url}.`, {
      url,
      status: 404,
    });
}

/** The error of whatever kept the runtime from coming. */
export function notFetched(error: unknown, url: string): EngineError {
  const known = error instanceof EngineError ? error : noAnswer(url, String(error));
  return new EngineError(
    'runtime-not-fetched',
    `The part of this page that computes (its runtime) could not be fetched. ${known.message}`,
    { ...known.details, cause: known.code },
  );
}
