import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** Serves the files of a folder to any page, with ranges and an ETag, as a host of large files does. */
export async function serveRanges(folder: string) {
  const server = createServer((request, response) => {
    const path = join(folder, new URL(request.url ?? '/', 'http://host').pathname);
    const found = statSync(path, { throwIfNoEntry: false });
    const size = found?.isFile() ? found.size : undefined;
    const cors = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Allow-Headers': 'range, if-range',
      'Access-Control-Expose-Headers': 'etag, content-range, content-length',
    };
    if (request.method === 'OPTIONS' || size === undefined) {
      response.writeHead(size === undefined ? 404 : 204, cors).end();
      return;
    }
    const [, first = '0', last = ''] =
      /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)];
    const part = request.headers.range !== undefined;
    response.writeHead(part ? 206 : 200, {
      ...cors,
      ETag: `"${size}"`,
      'Content-Length': end - start + 1,
      ...(part && { 'Content-Range': `bytes ${start}-${end}/${size}` }),
    });
    createReadStream(path, { start, end }).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
