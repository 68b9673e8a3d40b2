import type { All } from '../all.ts';
import { defaultColumns } from '../columns/column.ts';
import { DEFAULT_PICTURES, DEFAULT_TEMPLATE, FIRST_LABELS } from '../defaults.ts';
import { writeColumn } from '../link/link-column.ts';
import type { Outside } from '../outside.ts';
import { samplePicture } from '../pictures/picture.ts';
import { DEFAULT_SETTINGS } from '../slices/settings.ts';
import type { Store } from '../store.ts';
import type { Column, Picture } from '../types.ts';
import type { LessonPage } from './lesson-page.ts';

type Api = Pick<Store, 'getState' | 'setState'>;

/**
 * Makes the page beside the lesson what a page of it is about: its labels, pictures and the two built-in models, as on a
 * first visit. Pictures of the visitor's own stay, at the end. Where that changes anything, it can be taken back.
 */
export function setUpPage({ address }: Outside, { getState, setState }: Api, page: LessonPage) {
  const all = getState();
  const { shown, scoring, scale, barOrder, pictureOrder, guessFirst } = DEFAULT_SETTINGS;
  all.change({ shown, scoring, scale, barOrder, pictureOrder, guessFirst });
  const bench = page.own ? {} : { ...labelsOf(all, page), ...picturesOf(all, page, address) };
  for (const { id, barsBy } of all.columns) if (barsBy) all.showBarsBy(id, null);
  if (all.examples.size > 0) all.dropExamples();
  const anew = !isFirstPair(getState().columns);
  if (Object.keys(bench).length === 0 && !anew) return;
  all.rememberAll();
  setState(bench);
  if (anew) getState().setColumns(defaultColumns());
  getState().notify('lesson.set-up', {}, { undo: true });
  void (async () => {
    if (anew) await getState().loadAll();
    await getState().encodeMissing();
  })();
}

function labelsOf({ labels, templates, language }: All, page: LessonPage) {
  const wanted = (page.labels ?? FIRST_LABELS)[language];
  const same =
    labels.length === wanted.length &&
    labels.every(({ text, prompts }, index) => text === wanted[index] && prompts === null) &&
    templates.length === 1 &&
    templates[0] === DEFAULT_TEMPLATE;
  if (same) return {};
  return {
    labels: wanted.map((text) => ({ id: `label ${text}`, text, prompts: null })),
    templates: [DEFAULT_TEMPLATE],
    templateSet: 'photo',
  };
}

/** Samples that the shelf does not have are left out. */
function picturesOf(
  { pictures, samples }: All,
  { pictures: wanted }: LessonPage,
  address: Outside['address'],
) {
  const list = wanted ?? DEFAULT_PICTURES.map((file) => ({ file }));
  const taken = list.flatMap(({ file, ...also }): Picture[] => {
    const sample = samples.find((one) => one.file === file);
    if (!sample) return [];
    const picture = samplePicture(sample, address);
    return [{ ...picture, known: [...picture.known, ...('known' in also ? also.known : [])] }];
  });
  const own = pictures.filter(({ sample }) => sample === null);
  const next = [...taken, ...own];
  const same =
    next.length === pictures.length &&
    next.every(
      ({ id, known }, index) =>
        id === pictures[index]?.id && known.join('\n') === pictures[index]?.known.join('\n'),
    );
  return same || taken.length === 0 ? {} : { pictures: next };
}

function isFirstPair(columns: readonly Column[]): boolean {
  const pair = defaultColumns();
  return (
    columns.length === pair.length &&
    columns.every((column, index) => {
      const wanted = pair[index];
      const isPlain = column.source.kind === 'built-in' && !column.training;
      return wanted !== undefined && isPlain && writeColumn(column) === writeColumn(wanted);
    })
  );
}
