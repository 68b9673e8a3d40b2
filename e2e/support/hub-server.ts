import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a server may do wrong with one file. */
export interface Fault {
  /** Answers every request with this status for the first `times` requests, with `retryAfter` seconds where given. */
  readonly status?: { readonly code: number; readonly times: number; readonly retryAfter?: number };
  /** Sends a page of HTML with status 200. */
  readonly html?: boolean;
  /** Ignores `Range` and sends the whole file with 200. */
  readonly noRanges?: boolean;
  /** Closes the connection after that many bytes of the body, for the first `times` answers. */
  readonly cutAfter?: { readonly bytes: number; readonly times: number };
  /** Names a SHA-256 in the listing that the content does not have. */
  readonly wrongHash?: boolean;
  /** Gives another ETag with every answer, as if the file changed in between. */
  readonly changingEtag?: boolean;
  /** The listing tells another length than the file has. */
  readonly listedSize?: number;
  /** Never says how long the file is. */
  readonly untold?: boolean;
  /** Has only that many bytes of the file as yet. */
  readonly upTo?: number;
  /** Waits for `HubServer.release` before the body goes on, after that many bytes. */
  readonly holdAfter?: number;
  /** Waits again after each further 64 KiB. */
  readonly holdEach?: boolean;
}

/** What is the matter with a whole repository, by its name. */
export interface RepositoryFault {
  /** Its conditions must be accepted first: it is listed, but gives no files. */
  readonly gated?: boolean;
  /** It has another name now, to which the hub redirects. */
  readonly renamedTo?: string;
  /** Answers the listing with 429 for the first `times` requests, with `retryAfter` seconds. */
  readonly busy?: { readonly times: number; readonly retryAfter: number };
}

export interface HubServer {
  /** Endpoint that speaks the hub's addresses. Files come from another origin, as with the hub's storage. */
  readonly endpoint: string;
  /** Every request to a file: its path, its `Range` header and the bytes of body that were handed to the network. */
  readonly requests: { path: string; range: string | null; bytes: number }[];
  /** Lets held answers go on. */
  release(): void;
  close(): Promise<void>;
}

interface StoredFile {
  readonly content: Uint8Array;
  readonly fault: Fault;
  answers: number;
}

const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'range, if-range',
  'Access-Control-Expose-Headers':
    'etag, content-range, content-length, retry-after, x-error-code, x-linked-size, x-linked-etag',
};

/**
 * A small server that speaks the hub's addresses on this machine: `/<repo>/resolve/<revision>/<file>` redirects to a
 * second origin that serves ranges with ETag; `/api/models/<repo>/tree/<revision>` lists. `files` are named `<repo>/<path>`.
 */
export async function startHub(
  files: Readonly<Record<string, Uint8Array>>,
  faults: Readonly<Record<string, Fault>> = {},
  repositories: Readonly<Record<string, RepositoryFault>> = {},
): Promise<HubServer> {
  const listed = new Map<string, number>();
  const stored = new Map<string, StoredFile>(
    Object.entries(files).map(([path, content]) => [
      path,
      { content, fault: faults[path] ?? {}, answers: 0 },
    ]),
  );
  const requests: HubServer['requests'] = [];
  const held: (() => void)[] = [];
  const storage = await listen((request, response) => {
    void serve(stored, requests, held, request, response);
  });
  const hub = await listen((request, response) => {
    if (!refuseRepository(repositories, listed, request, response))
      answerHub(stored, address(storage), request, response);
  });
  return {
    endpoint: address(hub),
    requests,
    release: () => {
      for (const go of held.splice(0)) go();
    },
    close: async () => {
      for (const go of held.splice(0)) go();
      await Promise.all([hub, storage].map(closeServer));
    },
  };
}

function listen(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const server = createServer(handler);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
}

function address(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Answers for a repository that is gated, renamed or busy; `false` where it is none of these. */
function refuseRepository(
  repositories: Readonly<Record<string, RepositoryFault>>,
  listed: Map<string, number>,
  { method, url = '/' }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const name = /^(?:\/api\/models)?\/([^/]+\/[^/]+)/.exec(url)?.[1] ?? '';
  const { gated, renamedTo, busy } = repositories[name] ?? {};
  const listing = url.startsWith('/api/');
  if (method === 'OPTIONS') return false;
  if (renamedTo !== undefined) {
    response.writeHead(307, { ...CORS, Location: url.replace(name, renamedTo) }).end();
    return true;
  }
  if (gated && !listing) {
    response.writeHead(401, { ...CORS, 'X-Error-Code': 'GatedRepo' }).end('Access is restricted');
    return true;
  }
  const before = listed.get(name) ?? 0;
  if (!listing || !busy || before >= busy.times) return false;
  listed.set(name, before + 1);
  response.writeHead(429, { ...CORS, 'Retry-After': String(busy.retryAfter) }).end();
  return true;
}

function answerHub(
  stored: ReadonlyMap<string, StoredFile>,
  storage: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, CORS).end();
    return;
  }
  const parts = new URL(request.url ?? '/', 'http://hub').pathname
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  if (parts[0] === 'api') {
    listFiles(stored, `${parts[2]}/${parts[3]}`, response);
    return;
  }
  const [owner, name, verb, , ...rest] = parts;
  const path = `${owner}/${name}/${rest.join('/')}`;
  if (verb !== 'resolve' || !stored.has(path)) {
    response.writeHead(404, { ...CORS, 'X-Error-Code': 'EntryNotFound' }).end('Entry not found');
    return;
  }
  response
    .writeHead(302, {
      ...CORS,
      Location: `${storage}/${path.split('/').map(encodeURIComponent).join('/')}`,
    })
    .end();
}

function listFiles(
  stored: ReadonlyMap<string, StoredFile>,
  repo: string,
  response: ServerResponse,
): void {
  const entries = [...stored].flatMap(([path, { content, fault }]) => {
    if (!path.startsWith(`${repo}/`)) return [];
    const oid = fault.wrongHash
      ? '0'.repeat(64)
      : createHash('sha256').update(content).digest('hex');
    const size = fault.listedSize ?? content.length;
    return [{ type: 'file', path: path.slice(repo.length + 1), size, lfs: { oid, size } }];
  });
  response.writeHead(entries.length > 0 ? 200 : 401, {
    ...CORS,
    'Content-Type': 'application/json',
  });
  response.end(JSON.stringify(entries.length > 0 ? entries : { error: 'Repository not found' }));
}

async function serve(
  stored: ReadonlyMap<string, StoredFile>,
  requests: HubServer['requests'],
  held: (() => void)[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, CORS).end();
    return;
  }
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://hub').pathname.slice(1));
  const file = stored.get(path);
  const record = { path, range: request.headers.range ?? null, bytes: 0 };
  requests.push(record);
  if (!file) {
    response.writeHead(404, CORS).end();
    return;
  }
  file.answers++;
  const body = head(file, request, response);
  if (body) await send(file, body, record, held, response);
}

/** Writes the head of an answer and gives the bytes that follow, or `null` where the answer is complete. */
function head(
  { content: complete, fault, answers }: StoredFile,
  request: IncomingMessage,
  response: ServerResponse,
): Uint8Array | null {
  const content = complete.subarray(0, fault.upTo);
  if (fault.status && answers <= fault.status.times) {
    const { code, retryAfter } = fault.status;
    const wait = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
    response.writeHead(code, { ...CORS, ...wait }).end();
    return null;
  }
  if (fault.html) {
    response.writeHead(200, { ...CORS, 'Content-Type': 'text/html' });
    response.end('<!doctype html><title>Sign in</title>');
    return null;
  }
  const etag = `"${fault.changingEtag ? answers : content.length}"`;
  const changed = request.headers['if-range'] !== undefined && request.headers['if-range'] !== etag;
  const match =
    fault.noRanges || changed ? null : /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const begin = match ? Number(match[1]) : 0;
  const end = match?.[2] ? Math.min(Number(match[2]) + 1, content.length) : content.length;
  if (match && begin >= content.length) {
    const length = fault.untold ? {} : { 'Content-Range': `bytes */${content.length}` };
    response.writeHead(416, { ...CORS, ...length }).end();
    return null;
  }
  response.writeHead(match ? 206 : 200, {
    ...CORS,
    ETag: etag,
    'Content-Type': 'application/octet-stream',
    ...(fault.untold ? {} : { 'Content-Length': end - begin }),
    ...(fault.noRanges ? {} : { 'Accept-Ranges': 'bytes' }),
    ...(match
      ? { 'Content-Range': `bytes ${begin}-${end - 1}/${fault.untold ? '*' : content.length}` }
      : {}),
  });
  return content.subarray(begin, end);
}

const CHUNK = 1 << 16;

async function send(
  { fault, answers }: StoredFile,
  body: Uint8Array,
  record: { bytes: number },
  held: (() => void)[],
  response: ServerResponse,
): Promise<void> {
  const cut = fault.cutAfter && answers <= fault.cutAfter.times ? fault.cutAfter.bytes : Infinity;
  let waited = fault.holdAfter === undefined;
  for (let begin = 0; begin < body.length && !response.destroyed; begin += CHUNK) {
    if (begin >= cut) {
      response.destroy();
      return;
    }
    if (!waited && begin >= (fault.holdAfter ?? 0)) {
      waited = !fault.holdEach;
      await new Promise<void>((go) => held.push(go));
    }
    const chunk = body.subarray(begin, begin + CHUNK);
    record.bytes += chunk.length;
    if (!response.write(chunk)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });
}
