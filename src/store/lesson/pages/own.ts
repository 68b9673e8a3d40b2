import { DEFAULT_PICTURES } from '../../defaults.ts';
import { addOwnLabel, hasOwnLabel } from '../own-label.ts';
import type { LessonPage } from '../lesson-page.ts';

/** A picture of one's own, and three questions to leave with. */
export const OWN: LessonPage = {
  number: 8,
  title: 'lesson.own.title',
  lead: 'lesson.own.lead',
  question: {
    ask: 'lesson.own.ask',
    options: [
      { id: 'sure', text: 'lesson.own.sure' },
      { id: 'known', text: 'lesson.own.known' },
      { id: 'agree', text: 'lesson.own.agree' },
    ],
    right: 'known',
  },
  covers: false,
  own: true,
  steps: [
    {
      id: 'picture',
      text: 'lesson.own.step-picture',
      isDone: ({ pictures }) =>
        pictures.some(
          ({ sample }) => sample === null || !DEFAULT_PICTURES.some((file) => file === sample),
        ),
      act: (all) => all.addSamples(all.samples.filter(({ file }) => file === 'dog.webp')),
    },
    {
      id: 'label',
      text: 'lesson.own.step-label',
      isDone: hasOwnLabel,
      act: addOwnLabel({ en: 'dog', zh: '狗' }),
    },
  ],
  reveal: 'lesson.own.reveal',
  shared: null,
  principle: 'lesson.own.principle',
  checks: [
    {
      id: 'compared',
      ask: 'lesson.own.exit-compared',
      options: [
        { id: 'picture-words', text: 'lesson.own.exit-picture-words' },
        { id: 'picture-pictures', text: 'lesson.own.exit-picture-pictures' },
        { id: 'words-words', text: 'lesson.own.exit-words-words' },
      ],
      right: 'picture-words',
      why: 'lesson.own.exit-compared-why',
    },
    {
      id: 'bars',
      ask: 'lesson.own.exit-bars',
      options: [
        { id: 'right', text: 'lesson.own.exit-bars-right' },
        { id: 'nearest', text: 'lesson.own.exit-bars-nearest' },
        { id: 'trained', text: 'lesson.own.exit-bars-trained' },
      ],
      right: 'nearest',
      why: 'lesson.own.exit-bars-why',
    },
    {
      id: 'first',
      ask: 'lesson.own.exit-first',
      options: [
        { id: 'bigger', text: 'lesson.own.exit-first-bigger' },
        { id: 'report', text: 'lesson.own.exit-first-report' },
        { id: 'more', text: 'lesson.own.exit-first-more' },
      ],
      right: 'report',
      why: 'lesson.own.exit-first-why',
    },
  ],
};
