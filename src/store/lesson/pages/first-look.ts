import { addOwnLabel, hasOwnLabel } from '../own-label.ts';
import type { LessonPage } from '../lesson-page.ts';

/** A picture's numbers are compared with each label's: nothing else decides. */
export const COMPARED: LessonPage = {
  number: 1,
  title: 'lesson.compared.title',
  lead: 'lesson.compared.lead',
  question: {
    ask: 'lesson.compared.ask',
    options: [
      { id: 'list', text: 'lesson.compared.list' },
      { id: 'numbers', text: 'lesson.compared.numbers' },
      { id: 'file', text: 'lesson.compared.file' },
    ],
    right: 'numbers',
  },
  covers: false,
  steps: [
    {
      id: 'cosine',
      text: 'lesson.compared.step-cosine',
      isDone: ({ shown }) => shown === 'cosine',
      act: (all) => all.change({ shown: 'cosine' }),
    },
    {
      id: 'label',
      text: 'lesson.compared.step-label',
      isDone: hasOwnLabel,
      act: addOwnLabel({ en: 'guitar', zh: '吉他' }),
    },
  ],
  reveal: 'lesson.compared.reveal',
  shared: 'lesson.compared.shared',
  principle: 'lesson.compared.principle',
  checks: [
    {
      id: 'missing',
      ask: 'lesson.compared.check',
      options: [
        { id: 'none', text: 'lesson.compared.check-none' },
        { id: 'nearest', text: 'lesson.compared.check-nearest' },
        { id: 'new', text: 'lesson.compared.check-new' },
      ],
      right: 'nearest',
      why: 'lesson.compared.why',
    },
  ],
};

/** Random words look sure: two columns side by side, and what their bars have in common. */
export const BROKEN: LessonPage = {
  number: 2,
  title: 'lesson.broken.title',
  lead: 'lesson.broken.lead',
  question: {
    ask: 'lesson.broken.ask',
    options: [
      { id: 'flat', text: 'lesson.broken.flat' },
      { id: 'mixed', text: 'lesson.broken.mixed' },
      { id: 'same', text: 'lesson.broken.same' },
    ],
    right: 'same',
  },
  covers: true,
  steps: [
    {
      id: 'matrix',
      text: 'lesson.broken.step-matrix',
      isDone: ({ overlay }) => overlay?.kind === 'matrix',
      act: (all) => all.open({ kind: 'matrix' }),
    },
  ],
  reveal: 'lesson.broken.reveal',
  shared: 'lesson.broken.shared',
  principle: 'lesson.broken.principle',
  checks: [
    {
      id: 'sure',
      ask: 'lesson.broken.check',
      options: [
        { id: 'works', text: 'lesson.broken.check-works' },
        { id: 'little', text: 'lesson.broken.check-little' },
        { id: 'easy', text: 'lesson.broken.check-easy' },
      ],
      right: 'little',
      why: 'lesson.broken.why',
    },
  ],
};
