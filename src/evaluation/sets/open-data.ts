import { EngineError } from '../../engine/errors.ts';
import { blobUnlessSilent, isSilence } from '../../engine/silence.ts';
import type { Sample } from '../../store/pictures/picture.ts';
import { readNamesFile, readTemplatesFile } from '../../core/dataset/names-file.ts';
import { buildSet, type SetInput } from './build-set.ts';
import { decodes as isDecoded } from './decodes.ts';
import { answerFrom, downloadBlob } from './download-blob.ts';
import { type GivenFile, type ListedFile, NOWHERE } from './found.ts';
import { listFiles } from './list-files.ts';
import type { SetLists } from './names-beside.ts';
import { pagePictures, type PagePictures } from './page-pictures.ts';
import type { EvaluationSet, SetChoices, SetReading } from './set.ts';

/** Where pictures and their classes come from. */
export type DataInput =
  /** The sample shelf: one picture a class. */
  | { readonly kind: 'samples'; readonly samples: readonly Sample[]; readonly title: string }
  /** The page's own pictures, of which somebody said what is in them. */
  | ({ readonly kind: 'page' } & PagePictures)
  /** A folder's files, or archives. */
  | { readonly kind: 'files'; readonly files: readonly GivenFile[] }
  /** A tar or zip archive on a server. */
  | { readonly kind: 'url'; readonly url: string };

export interface OpenDataOutside {
  readonly fetch: typeof fetch;
  readonly address: (path: string) => string;
  /** Of the page. */
  readonly language: string;
  /** Whether this browser reads a picture of an iPhone; default: tried on it. */
  readonly decodes?: (picture: Blob) => Promise<boolean>;
  readonly signal: AbortSignal;
  /** Bytes of a download; `total` is 0 where the server does not say. */
  readonly onProgress: (done: number, total: number) => void;
}

/** Data that are listed, so that they can be read again in another way without being fetched or listed again. */
export type OpenedData = (
  choices: SetChoices,
  onReading: (reading: SetReading) => void,
) => Promise<EvaluationSet>;

/**
 * Lists what is there, and gives what sorts it into classes. No picture is read but its first bytes.
 *
 * @throws EngineError, CodedError
 */
export async function listData(input: DataInput, outside: OpenDataOutside): Promise<OpenedData> {
  if (input.kind === 'page') {
    const set = await pagePictures(input, outside.fetch);
    return (_, onReading) => {
      onReading(set.reading);
      return Promise.resolve(set);
    };
  }
  const listed = await listInput(input, outside);
  const { language, decodes = isDecoded, signal } = outside;
  return (choices, onReading) =>
    buildSet({ ...listed, language, decodes, signal }, choices, onReading);
}

type Listed = Pick<SetInput, 'title' | 'listing' | 'lists'>;

const NO_LISTS: SetLists = { names: [], templates: [] };

async function listInput(
  input: Exclude<DataInput, { kind: 'page' }>,
  outside: OpenDataOutside,
): Promise<Listed> {
  switch (input.kind) {
    case 'samples':
      return listSamples(input.samples, input.title, outside);
    case 'files':
      return {
        title: titleOf(input.files),
        listing: await listFiles(input.files, outside.signal, input.files.length === 1),
        lists: NO_LISTS,
      };
    case 'url':
      return listAddress(input.url, outside);
  }
}

function listSamples(
  samples: readonly Sample[],
  title: string,
  { fetch, address }: OpenDataOutside,
): Listed {
  const files = samples.map(({ file, en }): ListedFile => ({
    around: NOWHERE,
    name: `${en}/${file}`,
    rawName: null,
    bytes: 0,
    stamp: 'sample',
    read: async (signal) => {
      try {
        const nobody = (): void => undefined;
        return await downloadBlob(address(`samples/${file}`), {
          fetch,
          signal,
          onProgress: nobody,
        });
      } catch (error) {
        // One that is not on the server cannot be read; the others can.
        if (error instanceof EngineError && error.code === 'download-status') return new Blob();
        throw error;
      }
    },
    head: null,
    packing: null,
    text: null,
  }));
  return { title, listing: { files, archives: 0, foreign: [], replaced: [] }, lists: NO_LISTS };
}

async function listAddress(url: string, outside: OpenDataOutside): Promise<Listed> {
  const [archive, lists] = await Promise.all([
    downloadBlob(url, outside),
    listsBeside(url, outside),
  ]);
  const name = new URL(url).pathname.split('/').at(-1) ?? url;
  // Equal for equal downloads: a date of arrival would make every visit another set.
  const file = new File([archive], name, { lastModified: 0 });
  const listing = await listFiles([{ path: name, file }], outside.signal, true);
  return { title: name, listing, lists };
}

/** The archive, or the folder that was chosen. */
function titleOf(given: readonly GivenFile[]): string {
  const [first = ''] = given.map(({ path }) => path.split('/')[0]);
  return first;
}

/**
 * CLIP_benchmark lays out a set as `classnames.txt` and `zeroshot_classification_templates.txt` beside the folder of its shards.
 * Without names, numbers are the names: also where the request fails, as it does on servers whose "not found" carries no leave
 * for other origins.
 * @throws EngineError `download-silent`
 */
async function listsBeside(url: string, outside: OpenDataOutside): Promise<SetLists> {
  if (!/\/(test|train|val|validation)\/[^/]+\.tar$/i.test(new URL(url).pathname)) return NO_LISTS;
  const names = await textBeside('../classnames.txt', url, outside);
  // A set without names is not laid out so, and has no templates either.
  if (names === null) return NO_LISTS;
  const templates = await textBeside('../zeroshot_classification_templates.txt', url, outside);
  return { names: readNamesFile(names), templates: readTemplatesFile(templates ?? '') };
}

async function textBeside(
  path: string,
  url: string,
  outside: OpenDataOutside,
): Promise<string | null> {
  const beside = new URL(path, url).href;
  try {
    const response = await answerFrom(beside, outside);
    if (response.headers.get('Content-Type')?.startsWith('text/html')) return null;
    return await (await blobUnlessSilent(beside, response)).text();
  } catch (error) {
    outside.signal.throwIfAborted();
    if (isSilence(error)) throw error;
    return null;
  }
}
