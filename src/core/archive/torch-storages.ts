import type { ByteSource } from './byte-source.ts';
import type { ZipEntry } from './zip-directory.ts';
import { zipEntryRange } from './zip-entry.ts';

/** PyTorch begins every file of its archives at a multiple of this. */
const ALIGNMENT = 64;
const LOCAL_HEADER_BYTES = 30;
/** The padding's own header, and the 64-bit sizes that may stand before it. */
const PADDING_HEADER_BYTES = 4;
const WIDE_EXTRA_BYTES = 28;
/** What may stand behind the data: nothing, or checksum and sizes in 32 or 64 bits. */
const DESCRIPTOR_BYTES = [16, 24] as const;

/**
 * Where the storages' bytes begin. Only each file's own header tells, but reading hundreds of them from a server would
 * take hundreds of requests. PyTorch packs its archives without gaps and aligned, so the directory alone fixes the place
 * in two ways that must agree: it ends where the next file begins, and it is aligned behind the header. One header is read
 * to confirm it; where that fails, or an archive was packed by another program, all are.
 */
export async function storageRanges(
  source: ByteSource,
  entries: ReadonlyMap<string, ZipEntry>,
): Promise<Map<string, number>> {
  const begins = new Map<string, number>();
  let trusted: boolean | null = null;
  for (const [key, entry] of entries) {
    const derived = derivedBegin(entry);
    if (derived !== null && trusted) {
      begins.set(key, derived);
      continue;
    }
    const { begin } = await zipEntryRange(source, entry);
    if (derived !== null) trusted = trusted !== false && begin === derived;
    begins.set(key, begin);
  }
  return begins;
}

function derivedBegin(entry: ZipEntry): number | null {
  const { headerOffset, nameLength, size, limit, hasDescriptor } = entry;
  const earliest = headerOffset + LOCAL_HEADER_BYTES + nameLength + PADDING_HEADER_BYTES;
  const latest = earliest + WIDE_EXTRA_BYTES + ALIGNMENT;
  const candidates = (hasDescriptor ? DESCRIPTOR_BYTES : [0])
    .map((descriptor) => limit - descriptor - size)
    .filter((begin) => begin % ALIGNMENT === 0 && begin >= earliest && begin < latest);
  return candidates.length === 1 ? (candidates[0] ?? null) : null;
}
