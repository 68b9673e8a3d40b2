import type { All } from '../../all.ts';
import { firstByChance } from '../../columns/chance.ts';
import { DEFAULT_RECIPE } from '../../repair/training-recipe.ts';
import { halfState } from '../../selectors/halves.ts';
import type { State } from '../../state.ts';
import type { LessonPage } from '../lesson-page.ts';

function openReport(all: All, view: 'parameters' | 'loaders'): void {
  const column = firstByChance(all.columns);
  if (column !== undefined) all.open({ kind: 'report', column, view });
}

/** The load report, and what loaders say of the same file. */
export const DROPPED: LessonPage = {
  number: 6,
  title: 'lesson.dropped.title',
  lead: 'lesson.dropped.lead',
  question: {
    ask: 'lesson.dropped.ask',
    options: [
      { id: 'stops', text: 'lesson.dropped.stops' },
      { id: 'warns', text: 'lesson.dropped.warns' },
      { id: 'depends', text: 'lesson.dropped.depends' },
    ],
    right: 'depends',
  },
  covers: false,
  steps: [
    {
      id: 'report',
      text: 'lesson.dropped.step-report',
      isDone: ({ overlay }) => overlay?.kind === 'report',
      act: (all) => openReport(all, 'parameters'),
    },
    {
      id: 'loaders',
      text: 'lesson.dropped.step-loaders',
      isDone: ({ overlay }) => overlay?.kind === 'report' && overlay.view === 'loaders',
      act: (all) => openReport(all, 'loaders'),
    },
  ],
  reveal: 'lesson.dropped.reveal',
  shared: 'lesson.dropped.shared',
  principle: 'lesson.dropped.principle',
  checks: [
    {
      id: 'habit',
      ask: 'lesson.dropped.check',
      options: [
        { id: 'size', text: 'lesson.dropped.check-size' },
        { id: 'run', text: 'lesson.dropped.check-run' },
        { id: 'strict', text: 'lesson.dropped.check-strict' },
      ],
      right: 'strict',
      why: 'lesson.dropped.why',
    },
  ],
};

/** What the second column is repaired with. */
function second({ columns }: State) {
  return columns[1] ?? columns[0];
}

/** Refit, train, or the half that it was trained with: what each brings back. */
export const REPAIRED: LessonPage = {
  number: 7,
  title: 'lesson.repaired.title',
  lead: 'lesson.repaired.lead',
  question: {
    ask: 'lesson.repaired.ask',
    options: [
      { id: 'refit', text: 'lesson.repaired.refit' },
      { id: 'teach', text: 'lesson.repaired.teach' },
      { id: 'half', text: 'lesson.repaired.half' },
    ],
    right: 'half',
  },
  covers: false,
  steps: [
    {
      id: 'refit',
      text: 'lesson.repaired.step-refit',
      isDone: ({ bench, columns }) =>
        bench?.stage === 'done' || columns.some(({ training }) => training !== undefined),
      act: (all) => {
        const column = second(all);
        const recipe = { ...DEFAULT_RECIPE, repair: 'text-projection' } as const;
        if (column) void all.startTraining(column.id, recipe);
      },
    },
    {
      id: 'half',
      text: 'lesson.repaired.step-half',
      isDone: (all) => {
        const column = second(all);
        return column?.status.kind === 'ready' && halfState(column, 'text') === 'loaded';
      },
      act: (all) => {
        const column = second(all);
        if (!column) return;
        all.cancelTraining();
        const image = { kind: 'built-in', file: 'vision-only' } as const;
        const text = { kind: 'built-in', file: 'complete' } as const;
        const source = { kind: 'towers', image, text, scale: null } as const;
        all.setModel(column.id, { ...column, training: undefined, rule: 'openclip', source });
      },
    },
  ],
  reveal: 'lesson.repaired.reveal',
  shared: 'lesson.repaired.shared',
  principle: 'lesson.repaired.principle',
  checks: [
    {
      id: 'memory',
      ask: 'lesson.repaired.check',
      options: [
        { id: 'understands', text: 'lesson.repaired.check-understands' },
        { id: 'memorised', text: 'lesson.repaired.check-memorised' },
        { id: 'more', text: 'lesson.repaired.check-more' },
      ],
      right: 'memorised',
      why: 'lesson.repaired.why',
    },
  ],
};
