import { existsSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sirv from 'sirv';
import { securityHeaders } from '../../src/service-worker/security-headers.ts';

/** Names under `assets` change with their content, so that nobody need ask for them twice. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Everything else keeps its name: a browser asks whether it is still the same. */
const ASK = 'no-cache';

/** An answer that was sent: the path that was asked for, and the bytes of its body on the line. */
export interface Sent {
  readonly path: string;
  readonly bytes: number;
}

function sentOf(path: string, response: ServerResponse): Sent {
  const bytes = response.statusCode === 304 ? 0 : Number(response.getHeader('content-length') ?? 0);
  return { path, bytes };
}

interface ServeOptions {
  /** Told of every answer that was sent whole. */
  readonly onSent?: (sent: Sent) => void;
  /** Origins whose pages may show this one inside of them. */
  readonly frameAncestors?: readonly string[];
}

/** What a policy takes for an origin: no path, and nothing that would end it. */
const ORIGIN = /^https?:\/\/(?:\*\.)?[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?$/i;

export interface BuildServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a built page to a room: isolated, so that its models may use threads, with the page's security policy, compressed
 * where `npm run build` has left compressed files, with ranges, and so that a second visit sends nothing twice.
 *
 * @param port 0 for any free one
 * @param host the address to listen at; `0.0.0.0` for every network that this machine is in
 * @throws where the folder holds no built page, and for an origin that is none
 */
export async function serveBuild(
  folder: string,
  port: number,
  host: string,
  { onSent, frameAncestors = [] }: ServeOptions = {},
): Promise<BuildServer> {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`There is no built page in ${folder}: run \`npm run build\` first.`);
  const wrong = frameAncestors.find((origin) => !ORIGIN.test(origin));
  if (wrong !== undefined)
    throw new Error(
      `"${wrong}" is no address of a host that may show the page: give it as https://lms.example, without a path.`,
    );
  const headers = Object.entries(securityHeaders(frameAncestors));
  const send = sirv(folder, {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, path) => {
      for (const [name, value] of headers) response.setHeader(name, value);
      response.setHeader('Cache-Control', path.startsWith('/assets/') ? FOR_EVER : ASK);
    },
  });
  const server = createServer((request, response) => {
    // Meant for a service worker that has gone: the page says that nothing has come.
    if (request.method === 'POST' && request.url === '/shared') {
      request.resume();
      response.writeHead(303, { Location: './?shared' }).end();
      return;
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    response.on('finish', () => onSent?.(sentOf(request.url ?? '/', response)));
    send(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
