let table: Uint32Array | null = null;

function crcTable(): Uint32Array {
  if (table) return table;
  table = Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });
  return table;
}

/**
 * CRC-32 as zip and PNG use it (ISO 3309, reflected polynomial 0xedb88320).
 *
 * @param previous the result for the bytes before these, to go on from
 */
export function crc32(bytes: Uint8Array, previous: number = 0): number {
  const entries = crcTable();
  let crc = ~previous;
  for (let i = 0; i < bytes.length; i++) {
    crc = (entries[(crc ^ (bytes[i] ?? 0)) & 0xff] ?? 0) ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
