import { createBreath } from '../../evaluation/breathe.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { GetAll, Slice } from '../all.ts';
import { changeInputs } from '../change-inputs.ts';
import { DEFAULT_PICTURES } from '../defaults.ts';
import type { Outside } from '../outside.ts';
import { folderOf } from '../pictures/guess-truth.ts';
import { pictureName } from '../pictures/picture-name.ts';
import { type Sample, samplePicture } from '../pictures/picture.ts';
import type { GivenFile } from '../pictures/sort-dropped.ts';
import type { State } from '../state.ts';
import type { Picture } from '../types.ts';
import { withPart } from '../with-part.ts';

export interface PicturesSlice extends Pick<
  State,
  'pictures' | 'samples' | 'linkedSamples' | 'arranged'
> {
  /** `paths`: where each file lay, where that is known. */
  addFiles(files: readonly File[], paths?: ReadonlyMap<File, string>): void;
  /** Adds the pictures among files that were dropped, chosen or pasted; the rest is passed over, and counted by reason. */
  addGiven(given: readonly GivenFile[]): Promise<void>;
  /** Fetches a picture from another site, where that site allows it. */
  addUrl(url: string): Promise<void>;
  addSamples(samples: readonly Sample[]): void;
  setSamples(samples: readonly Sample[]): void;
  setPictures(pictures: readonly Picture[]): void;
  /**
   * The pictures to start with: those of the last visit, else the page's own. Where a link asks for other samples than
   * the last visit had, they stand after the visitor's own pictures.
   */
  arrangePictures(kept: readonly Picture[] | null): void;
  removePicture(id: string): void;
  clearPictures(): void;
}

export function picturesSlice(outside: Outside): Slice<PicturesSlice> {
  const { address, fetch } = outside;
  return (set, get) => {
    const change = (pictures: readonly Picture[]): void => changeInputs(set, get, { pictures });
    return {
      pictures: [],
      samples: [],
      linkedSamples: null,
      arranged: false,
      setSamples: (samples) => set({ samples }),
      setPictures: (pictures) => {
        set({ pictures, arranged: true });
        void get().encodeMissing();
      },
      arrangePictures: (kept) => {
        get().setPictures(firstPictures(get(), kept, outside));
        void get().bringLinkedPictures();
      },
      addFiles: (files, paths) => {
        addPictures(
          set,
          get,
          files.map((file) => givenPicture(file, paths?.get(file), outside)),
        );
      },
      addGiven: (given) => labelled(get, () => addGiven(set, get, given, outside)),
      addUrl: (text) =>
        labelled(get, async () => {
          const file = await withPart(get, () => fetchPicture(text, fetch, get));
          if (file) get().addFiles([file]);
        }),
      addSamples: (samples) => {
        const here = new Set(get().pictures.map(({ sample }) => sample));
        const fresh = samples.filter(({ file }) => !here.has(file));
        const added = fresh.map((sample) => samplePicture(sample, address));
        if (added.length > 0) change([...added, ...get().pictures]);
      },
      removePicture: (id) => {
        const picture = get().pictures.find((candidate) => candidate.id === id);
        if (!picture) return;
        change(get().pictures.filter((other) => other !== picture));
        get().notify('pictures.removed', { name: pictureName(picture, get()) }, { undo: true });
      },
      clearPictures: () => {
        const count = get().pictures.length;
        if (count === 0) return;
        change([]);
        get().notify('pictures.cleared', { count }, { undo: true });
      },
    };
  };
}

type Api = Parameters<Slice<PicturesSlice>>;

/** What was just given stands first: that is where people look. */
function addPictures(set: Api[0], get: Api[1], given: readonly GivenPicture[]): void {
  if (given.length === 0) return;
  changeInputs(set, get, {
    pictures: [...given.map(({ picture }) => picture), ...get().pictures],
  });
  get().notify('pictures.added', { count: given.length }, { undo: true });
  void get().nameSynsets(new Map(given.map(({ picture, path }) => [picture.id, path])));
}

async function addGiven(
  set: Api[0],
  get: Api[1],
  given: readonly GivenFile[],
  outside: Outside,
): Promise<void> {
  const paths = new Map(given.map(({ path, file }) => [file, path]));
  // Without its part of the page every file is tried as a picture.
  const sorted = await attempt(
    () => sort(given),
    () => get().addFiles([...paths.keys()], paths),
  );
  if (!sorted) return;
  addPictures(set, get, await givenPictures(sorted.pictures, paths, outside));
  sorted.sayPassedOver(sorted, get().notify);
}

/** Labels that change while pictures are still being read are meant for those pictures. */
async function labelled(get: GetAll, add: () => Promise<void>): Promise<void> {
  const { labels } = get();
  await add();
  if (get().labels !== labels) get().keepLabels();
}

async function fetchPicture(text: string, fetch: Outside['fetch'], get: GetAll) {
  const part = await importPart(() => import('../pictures/fetch-picture.ts'));
  return part.fetchPicture(text, fetch, get().notify);
}

async function sort(given: readonly GivenFile[]) {
  const part = await importPart(() => import('../pictures/sort-dropped.ts'));
  const { sortDropped, sayPassedOver } = part;
  return { ...(await sortDropped(given)), sayPassedOver };
}

interface GivenPicture {
  readonly picture: Picture;
  readonly path: string;
}

/** A picture of a file, and what its name and place say of it: the path where that is known. */
function givenPicture(
  file: File,
  path: string | undefined,
  { newId, createUrl }: Outside,
): GivenPicture {
  const { name } = file;
  const hint = folderOf(path ?? '') ?? undefined;
  const url = createUrl(file);
  const picture = { id: newId(), name, blob: file, url, known: [], hint, sample: null };
  return { picture, path: path ?? name };
}

/** The same of many. A browser takes its time over each address: a folder's are made in turns with the page. */
async function givenPictures(
  files: readonly File[],
  paths: ReadonlyMap<File, string>,
  outside: Outside,
): Promise<readonly GivenPicture[]> {
  const breath = createBreath();
  const given: GivenPicture[] = [];
  for (const file of files) {
    given.push(givenPicture(file, paths.get(file), outside));
    await breath();
  }
  return given;
}

/** Those of the last visit, as they were kept, or what the link or the page itself starts with. */
function firstPictures(
  { linkedSamples, samples }: State,
  kept: readonly Picture[] | null,
  { address }: Outside,
): readonly Picture[] {
  const before = kept?.flatMap(({ sample }) => sample ?? []);
  if (kept && (!linkedSamples || linkedSamples.join(' ') === before?.join(' '))) return kept;
  const own = kept?.filter(({ sample }) => sample === null) ?? [];
  const wanted = (linkedSamples ?? DEFAULT_PICTURES)
    .map((file) => samples.find((sample) => sample.file === file))
    .filter((sample) => sample !== undefined)
    .map((sample) => samplePicture(sample, address));
  return [...own, ...wanted];
}
