import type { HeaderFacts } from './header-facts.ts';
import { hasText, textAt, uint32be } from './read-bytes.ts';

const ALPHA_URNS = ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1'];
const AVIF_BRANDS: ReadonlySet<string> = new Set(['avif', 'avis']);
const HEIC_BRANDS: ReadonlySet<string> = new Set([
  'heic',
  'heix',
  'heim',
  'heis',
  'hevc',
  'hevx',
  'mif1',
  'msf1',
]);

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Which of the two formats in this container a file says it is; `undefined` for films and the like. */
export function heifFormat(bytes: Uint8Array): 'avif' | 'heic' | undefined {
  if (!hasText(bytes, 4, 'ftyp')) return undefined;
  const end = Math.min(uint32be(bytes, 0), bytes.length, 256);
  const brands = [textAt(bytes, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(textAt(bytes, at, 4));
  if (brands.some((brand) => AVIF_BRANDS.has(brand))) return 'avif';
  return brands.some((brand) => HEIC_BRANDS.has(brand)) ? 'heic' : undefined;
}

/**
 * Facts of an AVIF or HEIC (ISO/IEC 23008-12). The size is the largest that its properties name: tiles have their own.
 * Turning by `irot` and `imir` is the decoder's work, so the orientation is 1.
 */
export function heifFacts(bytes: Uint8Array): HeaderFacts {
  const boxes = boxesIn(bytes, 0, bytes.length);
  const meta = boxes.find(({ type }) => type === 'meta');
  // `meta` is a full box: four bytes of version and flags come first.
  const inside = meta ? boxesIn(bytes, meta.start + 4, meta.end) : [];
  const properties = inside
    .filter(({ type }) => type === 'iprp')
    .flatMap(({ start, end }) => boxesIn(bytes, start, end))
    .filter(({ type }) => type === 'ipco')
    .flatMap(({ start, end }) => boxesIn(bytes, start, end));
  let [width, height] = [0, 0];
  let alpha = false;
  for (const { type, start } of properties) {
    if (type === 'ispe') {
      const [w, h] = [uint32be(bytes, start + 4), uint32be(bytes, start + 8)];
      if (w * h > width * height) [width, height] = [w, h];
    } else if (type === 'auxC') {
      alpha ||= ALPHA_URNS.some((urn) => hasText(bytes, start + 4, urn));
    }
  }
  const mode = alpha ? 'RGBA' : 'RGB';
  const animated =
    ['avis', 'msf1', 'hevc', 'hevx'].includes(textAt(bytes, 8, 4)) ||
    boxes.some(({ type }) => type === 'moov');
  // The item that a viewer of still pictures shows.
  const still = animated && inside.some(({ type }) => type === 'pitm');
  // Pixels lie in `mdat`, or inside `meta` in `idat`; without either the file was cut between two boxes.
  const pixels = [...boxes, ...inside].some(({ type }) => type === 'mdat' || type === 'idat');
  const truncated = !pixels || boxes.some(({ end }) => end > bytes.length);
  return {
    width,
    height,
    mode,
    pillowMode: mode,
    orientation: 1,
    animated,
    ...(still && { still }),
    truncated,
    endless: false,
  };
}

/** Boxes one after the other; the last may claim to end beyond `end`. */
function boxesIn(bytes: Uint8Array, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  const limit = Math.min(end, bytes.length);
  for (let at = start; at + 8 <= limit;) {
    const size = uint32be(bytes, at);
    const large = size === 1;
    const length = large ? uint32be(bytes, at + 8) * 2 ** 32 + uint32be(bytes, at + 12) : size;
    const boxEnd = size === 0 ? limit : at + length;
    const content = at + (large ? 16 : 8);
    if (boxEnd < content) break;
    boxes.push({ type: textAt(bytes, at + 4, 4), start: content, end: boxEnd });
    at = boxEnd;
  }
  return boxes;
}
