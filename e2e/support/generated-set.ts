import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { png } from './pictures.ts';
import type { StaticServer } from './static-server.ts';

/** A generated file of a set. */
export interface GeneratedFile {
  readonly name: string;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Plain pictures, every one of another colour, in turn in the class folders. */
export function generatedPictures(classes: readonly string[], count: number): GeneratedFile[] {
  return Array.from({ length: count }, (_, i) => {
    const [red, green, blue] = [(i * 7) % 256, (i * 31) % 256, (i * 113) % 256] as const;
    const { buffer } = png('', [red, green, blue], 16 + (i % 5));
    return {
      name: `${classes[i % classes.length]}/${String(i).padStart(4, '0')}.png`,
      data: new Uint8Array(buffer),
    };
  });
}

/** Writes the files below a folder. */
export function writeFiles(folder: string, files: readonly GeneratedFile[]): void {
  for (const { name, data } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), data);
  }
}

/** Serves files by their paths to any page, as hosts of data sets do. */
export async function serveFiles(
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<StaticServer> {
  const server = createServer((request, response) => {
    const body = files[request.url ?? ''];
    response
      .writeHead(body === undefined ? 404 : 200, {
        'Access-Control-Allow-Origin': '*',
        'Content-Type': 'application/octet-stream',
      })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
