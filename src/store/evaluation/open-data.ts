import { isSilence, unlessSilent } from '../../engine/silence.ts';
import type { Sample } from '../slices/pictures.ts';
import { buildSet } from './build-set.ts';
import { answerFrom, downloadBlob } from './download-blob.ts';
import { filesOnDisk, type FoundFile, type GivenFile } from './found.ts';
import type { EvaluationSet } from './set.ts';
import { filesInTar } from './tar-files.ts';
import { filesInZip } from './zip-files.ts';

/** Where pictures and their classes come from. */
export type DataInput =
  /** The sample shelf: one picture a class. */
  | { readonly kind: 'samples'; readonly samples: readonly Sample[]; readonly title: string }
  /** A folder's files, or archives. */
  | { readonly kind: 'files'; readonly files: readonly GivenFile[] }
  /** A tar or zip archive on a server. */
  | { readonly kind: 'url'; readonly url: string };

export interface OpenDataOutside {
  readonly fetch: typeof fetch;
  readonly address: (path: string) => string;
  readonly signal: AbortSignal;
  /** Bytes of a download; `total` is 0 where the server does not say. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Reads what is there, but no picture, and sorts it into classes.
 *
 * @throws EngineError, ArchiveError
 */
export async function openData(input: DataInput, outside: OpenDataOutside): Promise<EvaluationSet> {
  switch (input.kind) {
    case 'samples':
      return openSamples(input.samples, input.title, outside);
    case 'files':
      return openFiles(input.files, [], outside);
    case 'url':
      return openAddress(input.url, outside);
  }
}

function openSamples(
  samples: readonly Sample[],
  title: string,
  { fetch, address, signal }: OpenDataOutside,
): Promise<EvaluationSet> {
  const files = samples.map(({ file, en }): FoundFile => ({
    path: `${en}/${file}`,
    bytes: 0,
    stamp: 'sample',
    read: async (signal) => {
      const response = await fetch(address(`samples/${file}`), { signal });
      return response.ok ? response.blob() : new Blob();
    },
  }));
  return buildSet(title, files, new Map(), [], signal);
}

async function openAddress(url: string, outside: OpenDataOutside): Promise<EvaluationSet> {
  const [archive, classNames] = await Promise.all([
    downloadBlob(url, outside),
    classNamesBeside(url, outside),
  ]);
  const name = new URL(url).pathname.split('/').at(-1) ?? url;
  // Equal for equal downloads: a date of arrival would make every visit another set.
  const file = new File([archive], name, { lastModified: 0 });
  return openFiles([{ path: name, file }], classNames, outside);
}

async function openFiles(
  given: readonly GivenFile[],
  listed: readonly string[],
  { signal }: OpenDataOutside,
): Promise<EvaluationSet> {
  const archives = given.filter(({ path }) => /\.(zip|tar)$/i.test(path));
  const several = archives.length > 1;
  const files: FoundFile[] = filesOnDisk(given.filter((file) => !archives.includes(file)));
  const classOfKey = new Map<string, number>();
  for (const { path, file } of archives) {
    // Shards repeat each other's names.
    const below = (name: string): string => (several ? `${path}/${name}` : name);
    const tar = /\.tar$/i.test(path)
      ? await filesInTar(file, `${file.size} ${file.lastModified}`)
      : { files: await filesInZip(file), classOfKey: new Map<string, number>() };
    for (const one of tar.files) files.push({ ...one, path: below(one.path) });
    for (const [key, number] of tar.classOfKey) classOfKey.set(below(key), number);
  }
  const list = given.find(({ path }) => /(^|\/)classnames\.txt$/i.test(path));
  const classNames = list ? linesOf(await list.file.text()) : listed;
  const fitting = [...classOfKey.values()].every((number) => number < classNames.length);
  const names = classOfKey.size > 0 && fitting ? classNames : [];
  return buildSet(titleOf(given), files, classOfKey, names, signal);
}

/** The archive, or the folder that was chosen. */
function titleOf(given: readonly GivenFile[]): string {
  const [first = ''] = given.map(({ path }) => path.split('/')[0]);
  return first;
}

/**
 * CLIP_benchmark lays out a set as `classnames.txt` beside the folder of its shards. Without one, numbers are the names:
 * also where the request fails, as it does on servers whose "not found" carries no leave for other origins.
 * @throws EngineError `download-silent`
 */
async function classNamesBeside(url: string, outside: OpenDataOutside): Promise<readonly string[]> {
  if (!/\/(test|train|val|validation)\/[^/]+\.tar$/i.test(new URL(url).pathname)) return [];
  const beside = new URL('../classnames.txt', url).href;
  try {
    const response = await answerFrom(beside, outside);
    if (response.headers.get('Content-Type')?.startsWith('text/html')) return [];
    return linesOf(await unlessSilent(beside, response.text()));
  } catch (error) {
    outside.signal.throwIfAborted();
    if (isSilence(error)) throw error;
    return [];
  }
}

function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line, number) => (line === '' ? String(number) : line));
}
