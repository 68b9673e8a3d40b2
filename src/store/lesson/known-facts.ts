import { makeHead } from '../../core/heads/make-head.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { LANGUAGE_NAMES, type Language } from '../../words/languages.ts';
import type { Words } from '../../words/translate.ts';
import { newColumn } from '../columns/column.ts';
import { DEFAULT_PICTURES, DEFAULT_TEMPLATE, FIRST_LABELS } from '../defaults.ts';
import { type FirstVisit, precomputedVectors } from '../first-visit/read-first-visit.ts';
import type { KnownVisits } from './known-visits.ts';
import { samplePicture } from '../pictures/picture.ts';
import { askHead } from '../teaching/ask-head.ts';
import type { Teaching } from '../teaching/taught-head.ts';
import type { Column, Picture } from '../types.ts';
import type { SummaryInputs } from '../selectors/summary.ts';
import { factValues } from './fact-values.ts';
import { EXAMPLES } from './kinds.ts';
import type { LessonPage, LessonPicture } from './lesson-page.ts';

/**
 * What a page of the lesson has to say of the two built-in models as it begins, and of the bars by pictures where it has
 * pictures of its own; worked out from what was computed before anybody visits, by the same functions as on the page.
 */
export function knownValues(
  words: Words,
  visits: KnownVisits,
  page: LessonPage,
): Readonly<Record<string, string>> {
  const found = page.pictures ? visits.lesson : visits.first;
  const begun = inputsOf(found, page, words.language);
  const values = factValues(words, page.pictures ? taught(begun) : begun);
  return { ...values, examples: words.number(EXAMPLES) };
}

function inputsOf(found: FirstVisit, page: LessonPage, language: Language): SummaryInputs {
  const { images, columns } = precomputedVectors(found, NAME);
  return {
    labels: (page.labels ?? FIRST_LABELS)[language].map((text) => ({
      id: `label ${text}`,
      text,
      prompts: null,
    })),
    templates: [DEFAULT_TEMPLATE],
    vectors: {
      images: new Map(columns.map(({ loaded }) => [loaded.model.fingerprints.image, images])),
      texts: new Map(columns.map(({ loaded, texts }) => [loaded.model.fingerprints.text, texts])),
    },
    scale: null,
    scoring: 'own',
    pictures: picturesOf(page),
    columns: columns.map(({ file, loaded }) => readyColumn(file, loaded)),
    heads: new Map(),
    examples: new Map(),
    failures: new Map(),
  };
}

/** Apart from what the page itself has under the same model. */
const NAME = 'known ';

function readyColumn(file: 'complete' | 'vision-only', loaded: LoadedModel): Column {
  const column = newColumn(file, { kind: 'built-in', file });
  return { ...column, status: { kind: 'ready', loaded } };
}

function picturesOf({ pictures }: LessonPage): Picture[] {
  // The first visit's pictures stand in the order of its labels.
  const first = DEFAULT_PICTURES.map((file, at) => ({
    file,
    known: LANGUAGE_NAMES.map((language) => FIRST_LABELS[language][at] ?? ''),
  }));
  return (pictures ?? first).map(asPicture);
}

function asPicture({ file, known }: LessonPicture): Picture {
  return { ...samplePicture({ file, en: file, zh: file }, (path) => path), known };
}

/** The same with a few examples of each label, every column's bars by pictures. */
function taught(begun: SummaryInputs): SummaryInputs {
  const examples = new Map(
    begun.labels.flatMap(({ id, text }) =>
      begun.pictures
        .filter(({ known }) => known.includes(text))
        .slice(0, EXAMPLES)
        .map((picture) => [picture.id, id] as const),
    ),
  );
  const columns = begun.columns.map((column): Column => ({ ...column, barsBy: 'pictures' }));
  const all = { ...begun, examples, columns };
  const heads = new Map(
    columns.flatMap((column): (readonly [string, Teaching])[] => {
      const question = askHead(all, column);
      if (question?.kind !== 'ask') return [];
      const made = { ...question.holds, ...makeHead(question.request) };
      return [[column.id, { kind: 'taught', taught: made }]];
    }),
  );
  return { ...all, heads };
}
