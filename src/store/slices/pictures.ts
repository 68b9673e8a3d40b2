import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { EngineErrorData } from '../../engine/contract.ts';
import { blobUnlessSilent, fetchUnlessSilent, SILENCE_SECONDS } from '../../engine/silence.ts';
import type { Slice } from '../all.ts';
import { DEFAULT_PICTURES } from '../defaults.ts';
import type { Outside } from '../outside.ts';
import { folderOf } from '../pictures/guess-truth.ts';
import { pictureName } from '../pictures/picture-name.ts';
import { type Sample, samplePicture } from '../pictures/picture.ts';
import type { GivenFile } from '../pictures/sort-dropped.ts';
import type { State } from '../state.ts';
import type { Picture } from '../types.ts';

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

export function picturesSlice({ newId, createUrl, address, fetch }: Outside): Slice<PicturesSlice> {
  return (set, get) => {
    const change = (pictures: readonly Picture[]): void => {
      get().remember();
      set({ pictures });
      void get().encodeMissing();
    };
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
        const { linkedSamples, samples } = get();
        const before = kept?.flatMap(({ sample }) => sample ?? []);
        if (kept && (!linkedSamples || linkedSamples.join(' ') === before?.join(' '))) {
          get().setPictures(kept);
          return;
        }
        const own = kept?.filter(({ sample }) => sample === null) ?? [];
        const wanted = (linkedSamples ?? DEFAULT_PICTURES)
          .map((file) => samples.find((sample) => sample.file === file))
          .filter((sample) => sample !== undefined)
          .map((sample) => samplePicture(sample, address));
        get().setPictures([...own, ...wanted]);
      },
      addFiles: (files, paths) => {
        const added = files.map((file): Picture => ({
          id: newId(),
          name: file.name,
          blob: file,
          url: createUrl(file),
          known: [],
          hint: folderOf(paths?.get(file) ?? '') ?? undefined,
          sample: null,
        }));
        if (added.length === 0) return;
        // What was just given stands first: that is where people look.
        change([...added, ...get().pictures]);
        get().notify('pictures.added', { count: added.length }, { undo: true });
        const places = added.map(({ id, name }, index) => {
          const file = files[index];
          return [id, (file && paths?.get(file)) ?? name] as const;
        });
        void get().nameSynsets(new Map(places));
      },
      addGiven: async (given) => {
        const paths = new Map(given.map(({ path, file }) => [file, path]));
        // Without its part of the page every file is tried as a picture.
        const sorted = await attempt(
          async () =>
            (await importPart(() => import('../pictures/sort-dropped.ts'))).sortDropped(given),
          () => get().addFiles([...paths.keys()], paths),
        );
        if (!sorted) return;
        get().addFiles(sorted.pictures, paths);
        const parts = [...sorted.passedOver].map(
          ([reason, count]) => ({ key: `passed-over.${reason}`, values: { count } }) as const,
        );
        const count = parts.reduce((sum, { values }) => sum + values.count, 0);
        if (count === 0) return;
        if (sorted.pictures.length > 0) get().notify('pictures.passed-over', { count }, { parts });
        else get().notify('pictures.none-given', { count }, { parts, tone: 'problem' });
      },
      addUrl: async (text) => {
        const problem = (
          key: 'url.invalid' | 'url.refused' | 'url.silent' | 'url.page' | 'url.status',
          values = {},
        ) => get().notify(key, values, { tone: 'problem' });
        const url = URL.parse(text);
        if (!url || !/^(https?|data|blob):$/.test(url.protocol)) return problem('url.invalid');
        const failed = ({ code }: EngineErrorData) =>
          code === 'download-silent'
            ? problem('url.silent', { host: url.host, seconds: SILENCE_SECONDS })
            : problem('url.refused', { host: url.host });
        const response = await attempt(
          () =>
            fetchUnlessSilent(fetch, url.href, {
              referrerPolicy: 'no-referrer',
              credentials: 'omit',
            }),
          failed,
        );
        if (!response) return;
        if (!response.ok) return problem('url.status', { host: url.host, status: response.status });
        const blob = await attempt(() => blobUnlessSilent(url.href, response), failed);
        if (!blob) return;
        if (blob.type.startsWith('text/html')) return problem('url.page', { host: url.host });
        get().addFiles([new File([blob], nameOf(url), { type: blob.type })]);
      },
      addSamples: (samples) => {
        const here = new Set(get().pictures.map(({ sample }) => sample));
        const added = samples
          .filter(({ file }) => !here.has(file))
          .map((sample) => samplePicture(sample, address));
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

/** The last part of an address, readable; addresses that hold the picture itself have no name. */
function nameOf({ protocol, pathname, host }: URL): string {
  if (protocol === 'data:' || protocol === 'blob:') return 'picture';
  const last = pathname.split('/').at(-1) || host;
  // Unlike `decodeURI`, this takes a stray percent sign as it is.
  return (
    new URLSearchParams(`name=${last.replaceAll(/[+&]/g, encodeURIComponent)}`).get('name') ?? last
  );
}
