import type { All } from '../../all.ts';
import { firstByChance } from '../../columns/chance.ts';
import type { State } from '../../state.ts';
import { EXAMPLES, KIND_LABELS, KIND_PICTURES } from '../kinds.ts';
import type { LessonPage } from '../lesson-page.ts';

/** Every label has pictures that show it. */
function hasExamples({ labels, examples }: State): boolean {
  const shown = new Set(examples.values());
  return labels.length > 1 && labels.every(({ id }) => shown.has(id));
}

function giveExamples(all: All): void {
  for (const { id, text } of all.labels) {
    const pictures = all.pictures.filter(({ known }) => known.includes(text));
    for (const picture of pictures.slice(0, EXAMPLES)) all.giveExample(picture.id, id);
  }
}

/** The image half is fine: the nearest mean of a few pictures works in both columns. */
export const SHARED: LessonPage = {
  number: 3,
  title: 'lesson.shared.title',
  lead: 'lesson.shared.lead',
  question: {
    ask: 'lesson.shared.ask',
    options: [
      { id: 'left', text: 'lesson.shared.left' },
      { id: 'neither', text: 'lesson.shared.neither' },
      { id: 'both', text: 'lesson.shared.both' },
    ],
    right: 'both',
  },
  covers: false,
  labels: KIND_LABELS,
  pictures: KIND_PICTURES,
  steps: [
    {
      id: 'examples',
      text: 'lesson.shared.step-examples',
      isDone: hasExamples,
      act: giveExamples,
    },
    {
      id: 'by-pictures',
      text: 'lesson.shared.step-by-pictures',
      isDone: ({ columns, heads }) =>
        columns.every(({ id, barsBy }) => barsBy && heads.get(id)?.kind === 'taught'),
      act: (all) => {
        if (!hasExamples(all)) giveExamples(all);
        for (const { id } of all.columns) all.showBarsBy(id, 'pictures');
      },
    },
  ],
  reveal: 'lesson.shared.reveal',
  shared: 'lesson.shared.shared',
  principle: 'lesson.shared.principle',
  checks: [
    {
      id: 'half',
      ask: 'lesson.shared.check',
      options: [
        { id: 'image', text: 'lesson.shared.check-image' },
        { id: 'text', text: 'lesson.shared.check-text' },
        { id: 'whole', text: 'lesson.shared.check-whole' },
      ],
      right: 'text',
      why: 'lesson.shared.why',
    },
  ],
};

/** A fresh model's logit scale is 1/0.07, rounded up a little: whoever sets the slider by hand meets it. */
const LOW_SCALE = 20;

function isSoft({ scale }: State): boolean {
  return scale !== null && (scale === 'fresh' || scale <= LOW_SCALE);
}

/** Being sure is a matter of a factor and of luck; it is not knowing. */
export const SURE: LessonPage = {
  number: 4,
  title: 'lesson.sure.title',
  lead: 'lesson.sure.lead',
  question: {
    ask: 'lesson.sure.ask',
    options: [
      { id: 'unsure', text: 'lesson.sure.unsure' },
      { id: 'right', text: 'lesson.sure.right' },
      { id: 'other', text: 'lesson.sure.other' },
    ],
    right: 'other',
  },
  covers: false,
  steps: [
    {
      id: 'roll',
      text: 'lesson.sure.step-roll',
      isDone: ({ columns }) =>
        columns.some(({ id, seed, status }) => {
          const random = id === firstByChance(columns);
          return random && seed > 0 && status.kind === 'ready';
        }),
      act: (all) => {
        const random = firstByChance(all.columns);
        if (random !== undefined) all.rollAgain(random);
      },
    },
    {
      id: 'soft',
      text: 'lesson.sure.step-soft',
      isDone: isSoft,
      act: (all) => all.change({ scale: 'fresh' }),
    },
    {
      id: 'hard',
      text: 'lesson.sure.step-hard',
      isDone: (all) =>
        !isSoft(all) && (all.lessonAnswers.pages[SURE.number]?.done?.includes('soft') ?? false),
      act: (all) => all.change({ scale: null }),
    },
  ],
  reveal: 'lesson.sure.reveal',
  shared: 'lesson.sure.shared',
  principle: 'lesson.sure.principle',
  checks: [
    {
      id: 'calibrated',
      ask: 'lesson.sure.check',
      options: [
        { id: 'high', text: 'lesson.sure.check-high' },
        { id: 'often', text: 'lesson.sure.check-often' },
        { id: 'low', text: 'lesson.sure.check-low' },
      ],
      right: 'often',
      why: 'lesson.sure.why',
    },
  ],
};
