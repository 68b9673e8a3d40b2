import { deflateRawSync, crc32 as zlibCrc32 } from 'node:zlib';

/** A file for a zip archive; the claims override what the headers say about it. */
export interface ZipFile {
  readonly name: string;
  readonly data: Uint8Array;
  readonly deflate?: boolean;
  readonly claims?: Partial<{
    size: number;
    compressedSize: number;
    method: number;
    flags: number;
    crc32: number;
    headerOffset: number;
    localMethod: number;
  }>;
}

function integers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}

/**
 * A zip archive, honest but for the claims.
 *
 * @param alignment every file's data begins at a multiple of it, padded as PyTorch pads; 1 for no padding
 */
export function makeZip(files: readonly ZipFile[], alignment = 1): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, deflate = false, claims = {} } of files) {
    const packed = deflate ? deflateRawSync(data) : Buffer.from(data);
    const path = Buffer.from(name);
    const method = claims.method ?? (deflate ? 8 : 0);
    const sizes = [
      [claims.crc32 ?? zlibCrc32(data), 4],
      [claims.compressedSize ?? packed.length, 4],
      [claims.size ?? data.length, 4],
    ] as const;
    const common = (packing: number, extraLength: number) =>
      integers(
        [20, 2],
        [claims.flags ?? 0x800, 2],
        [packing, 2],
        [0, 4],
        ...sizes,
        [path.length, 2],
        [extraLength, 2],
      );
    const gap = alignment - ((offset + 34 + path.length) % alignment);
    const padding = gap % alignment;
    const extra =
      alignment === 1
        ? Buffer.alloc(0)
        : Buffer.concat([integers([0x4246, 2], [padding, 2]), Buffer.alloc(padding, 'Z')]);
    const local = [
      integers([0x04034b50, 4]),
      common(claims.localMethod ?? method, extra.length),
      path,
      extra,
      packed,
    ];
    directory.push(
      integers([0x02014b50, 4], [20, 2]),
      common(method, 0),
      integers([0, 2], [0, 2], [0, 2], [0, 4], [claims.headerOffset ?? offset, 4]),
      path,
    );
    parts.push(...local);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const central = Buffer.concat(directory);
  // As macOS writes it where the field is too narrow.
  const count = files.length % 65_536;
  const end = integers(
    [0x06054b50, 4],
    [0, 2],
    [0, 2],
    [count, 2],
    [count, 2],
    [central.length, 4],
    [offset, 4],
    [0, 2],
  );
  return new Uint8Array(Buffer.concat([...parts, central, end]));
}

/** A file for a tar archive. */
export interface TarFile {
  readonly name: string;
  readonly data?: Uint8Array;
  readonly type?: string;
  /** What the header says instead of the data's length. */
  readonly claimedSize?: number;
}

/** A tar archive in the ustar form, with the two empty blocks at its end. */
export function makeTar(files: readonly TarFile[]): Uint8Array<ArrayBuffer> {
  const blocks = files.flatMap(({ name, data = new Uint8Array(), type = '0', claimedSize }) => {
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write((claimedSize ?? data.length).toString(8).padStart(11, '0'), 124);
    header.write(type, 156);
    header.write('ustar\x0000', 257);
    header.write('        ', 148);
    header.write(
      `${header
        .reduce((a, b) => a + b, 0)
        .toString(8)
        .padStart(6, '0')}\0 `,
      148,
    );
    const body = Buffer.alloc(Math.ceil(data.length / 512) * 512);
    body.set(data);
    return [header, body];
  });
  return new Uint8Array(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}
