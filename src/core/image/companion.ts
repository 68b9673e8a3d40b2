import { byteAt, hasText, textAt } from './read-bytes.ts';

/** Why a file that lies beside pictures is passed over. */
export type PassedOverReason =
  /** Written by a system or a program for itself, or hidden. */
  | 'system'
  /** What a phone or a program keeps about a picture: changes, ratings. */
  | 'sidecar'
  | 'video'
  | 'audio'
  | 'archive'
  /** Tables, lists, texts, documents, programs. */
  | 'document'
  /** Numbers: arrays, weights, data bases. */
  | 'data'
  | 'unknown';

/** Files and folders that systems make, in lower case; whatever lies in such a folder belongs to it. */
const SYSTEM_NAMES: ReadonlySet<string> = new Set([
  'thumbs.db',
  'ehthumbs.db',
  'ehthumbs_vista.db',
  'desktop.ini',
  'picasa.ini',
  'zbthumbnail.info',
  'photothumb.db',
  'icon\r',
  'icon\uf00d',
  '__macosx',
  '@eadir',
  '@recycle',
  '@recently-snapshot',
  '#recycle',
  '#snapshot',
  '$recycle.bin',
  'system volume information',
  'lost+found',
  'lost.dir',
  'folderlocation',
]);

const SYSTEM_PATTERN = /^(synofile_thumb|thumbs\.db:|~\$)/;

/** Whether a path is one that a system or a program left for itself: hidden, or known by its name in any part. */
export function isSystemPath(path: string): boolean {
  return path
    .split('/')
    .some(
      (part) =>
        (part.startsWith('.') && part !== '.' && part !== '..') ||
        SYSTEM_NAMES.has(part.toLowerCase()) ||
        SYSTEM_PATTERN.test(part.toLowerCase()),
    );
}

const EXTENSIONS: readonly (readonly [PassedOverReason, string])[] = [
  [
    'sidecar',
    'aae xmp thm pp3 dop on1 cos lrcat lrdata moi modd ithmb ppm~ gpx supplemental-metadata',
  ],
  ['video', 'mov mp4 m4v avi mkv webm mpg mpeg mts m2ts 3gp wmv flv insv lrv'],
  ['audio', 'mp3 m4a wav aac flac ogg opus aiff amr'],
  ['archive', 'zip tar tgz gz bz2 xz 7z rar zst'],
  [
    'document',
    'csv tsv txt json jsonl ndjson yaml yml xml toml md rst html htm rtf doc docx xls xlsx ods odt ppt pptx key numbers pages ini cfg log names lst py ipynb js ts sh bat m r tex bib url lnk webloc exe dmg',
  ],
  [
    'data',
    'npy npz pt pth bin safetensors onnx ckpt h5 hdf5 mat parquet arrow feather pkl pickle sqlite db tfrecord lmdb mdb ttf otf woff woff2 idx',
  ],
];

const BY_EXTENSION: ReadonlyMap<string, PassedOverReason> = new Map(
  EXTENSIONS.flatMap(([reason, list]) => list.split(' ').map((extension) => [extension, reason])),
);

/** The extension of a path in lower case, without its dot; empty where there is none. */
export function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : '';
}

/** What a name alone says; `undefined` where it says nothing. */
export function companionByName(path: string): PassedOverReason | undefined {
  return BY_EXTENSION.get(extensionOf(path));
}

type Signature = readonly [reason: PassedOverReason, start: string, at?: number];

const SIGNATURES: readonly Signature[] = [
  ['video', 'moov', 4],
  ['video', 'mdat', 4],
  ['video', 'wide', 4],
  ['video', 'skip', 4],
  ['video', '\x1aE\xdf\xa3'],
  ['video', 'AVI ', 8],
  ['video', 'FLV\x01'],
  ['video', '\0\0\x01\xba'],
  ['video', '\0\0\x01\xb3'],
  ['video', '0&\xb2u\x8ef\xcf\x11'],
  ['audio', 'WAVE', 8],
  ['audio', 'ID3'],
  ['audio', 'fLaC'],
  ['audio', 'OggS'],
  ['archive', 'PK\x03\x04'],
  ['archive', 'PK\x05\x06'],
  ['archive', '7z\xbc\xaf\x27\x1c'],
  ['archive', 'Rar!\x1a\x07'],
  ['archive', '\x1f\x8b'],
  ['archive', 'BZh'],
  ['archive', '\xfd7zXZ\0'],
  ['archive', '(\xb5/\xfd'],
  ['archive', 'ustar', 257],
  ['data', '\x93NUMPY'],
  ['data', '\x89HDF'],
  ['data', 'PAR1'],
  ['data', 'ARROW1'],
  ['data', 'SQLite format 3\0'],
  ['document', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ['document', '{\\rtf'],
];

/** Brands of the container that films share with HEIF and with music. */
const AUDIO_BRANDS: ReadonlySet<string> = new Set(['M4A ', 'M4B ', 'F4A ']);
const LOOKED_AT = 512;

/** What the first bytes of a file that is no picture say; `undefined` where they say nothing. */
export function companionByBytes(bytes: Uint8Array): PassedOverReason | undefined {
  if (hasText(bytes, 4, 'ftyp')) return AUDIO_BRANDS.has(textAt(bytes, 8, 4)) ? 'audio' : 'video';
  const found = SIGNATURES.find(([, start, at = 0]) => hasText(bytes, at, start));
  if (found) return found[0];
  return looksLikeText(bytes) ? 'document' : undefined;
}

function looksLikeText(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, LOOKED_AT);
  if (length === 0) return false;
  for (let i = 0; i < length; i++) {
    const byte = byteAt(bytes, i);
    if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) return false;
  }
  return true;
}
