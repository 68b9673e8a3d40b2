import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
};

export interface StaticServer {
  readonly url: string;
  close(): Promise<void>;
}

/** A host of folders, of which a test can ask what it sent. */
export interface FolderServer extends StaticServer {
  /** Serves another folder from now on, as after a new build was put there. */
  serve(folder: string): void;
  /** Files that were sent whole since the last call, by path, with their bytes. */
  sent(): readonly { readonly path: string; readonly bytes: number }[];
}

interface HostOptions {
  /** What a host that can set headers sends with every file. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `page`: every address that is not known is answered with the front page and status 200. */
  readonly missing?: 'not found' | 'page';
  /** Files that the host does not have, although they lie in the folder. */
  readonly lacks?: (path: string) => boolean;
}

/** Serves a folder under a sub-path as the plainest static host does: no headers of its own, 404 for what is missing. */
export async function serveFolder(
  first: string,
  base = '/',
  { headers = {}, missing = 'not found', lacks = () => false }: HostOptions = {},
): Promise<FolderServer> {
  let folder = first;
  let log: { path: string; bytes: number }[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const inside = pathname.startsWith(base) ? pathname.slice(base.length) : '\0';
    const name = normalize(`/${decodeURIComponent(inside) || 'index.html'}`);
    const there = sizeOf(join(folder, name)) !== undefined && !lacks(name.slice(1));
    const path = join(folder, there || missing === 'not found' ? name : 'index.html');
    const size = sizeOf(path);
    if (size === undefined || (!there && missing === 'not found')) {
      response.writeHead(404).end();
      return;
    }
    response.on('finish', () => log.push({ path: name.slice(1), bytes: size }));
    response.writeHead(200, {
      ...headers,
      'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream',
      'Content-Length': size,
    });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}${base}`,
    serve: (other) => {
      folder = other;
    },
    sent: () => {
      const files = log;
      log = [];
      return files;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function sizeOf(path: string): number | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : undefined;
}
