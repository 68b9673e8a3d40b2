import { listData, type DataInput } from '../evaluation/sets/open-data.ts';
import type { PictureFile } from '../engine/encoding.ts';
import type { GivenFile } from '../evaluation/sets/found.ts';
import type { EvaluationSet, SetChoices, SetReading } from '../evaluation/sets/set.ts';

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10);

export const textBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A file that begins as a picture does and holds a text. */
export function pictureBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(...PNG, ...textBytes(text));
}

/** A file at a path, with a date that stays the same; a picture by its name begins as one. */
export function givenFile(
  path: string,
  content: string | Uint8Array<ArrayBuffer> = path,
): GivenFile {
  const picture = typeof content === 'string' && /\.(jpe?g|png)$/i.test(path);
  const name = path.split('/').at(-1) ?? path;
  const bytes = picture ? pictureBytes(content) : content;
  return { path, file: new File([bytes], name, { lastModified: 1 }) };
}

export interface OpenOptions {
  readonly fetch?: typeof globalThis.fetch;
  readonly language?: string;
  readonly choices?: SetChoices;
  readonly decodes?: boolean;
  readonly onReading?: (reading: SetReading) => void;
}

/** Opens data as the page does. */
export async function openSet(
  input: DataInput,
  {
    fetch = () => Promise.reject(new TypeError('no network')),
    language = 'en',
    choices = {},
    decodes = false,
    onReading = () => undefined,
  }: OpenOptions = {},
): Promise<EvaluationSet> {
  const read = await listData(input, {
    fetch,
    address: (path) => `https://page.test/${path}`,
    language,
    decodes: () => Promise.resolve(decodes),
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  return read(choices, onReading);
}

/** The text that a picture's file holds, or its bytes. */
export async function textOfPicture(file: PictureFile): Promise<string> {
  return file instanceof Uint8Array ? new TextDecoder().decode(file) : file.text();
}

/** Each picture's name, class and the text it holds; that is the same whichever way its bytes are had. */
export async function contentsOf({ classes, pictures }: EvaluationSet): Promise<string[][]> {
  const { signal } = new AbortController();
  return Promise.all(
    pictures.map(async ({ name, trueClass, read, take }) => {
      const bytes = new Uint8Array(await (await read(signal)).arrayBuffer());
      const taken = (await take?.()) ?? bytes;
      if (taken.join() !== bytes.join()) throw new Error(`${name} is not the same in both ways.`);
      return [
        name.split('/').at(-1) ?? '',
        classes[trueClass]?.names.join('|') ?? '',
        await textOfPicture(taken.slice(PNG.length)),
      ];
    }),
  );
}

/** Names of the classes with their numbers of pictures. */
export function countsOf({ classes, pictures }: EvaluationSet): Record<string, number> {
  return Object.fromEntries(
    classes.map(({ names }, index) => [
      names.join('|'),
      pictures.filter(({ trueClass }) => trueClass === index).length,
    ]),
  );
}

/** How data are read that can be read in one way only. */
export const NO_CHOICE: SetReading = {
  splits: [],
  split: null,
  charset: null,
  source: { kind: 'folders' },
  sources: [],
  table: null,
  templates: [],
};
