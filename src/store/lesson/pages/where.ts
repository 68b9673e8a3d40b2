import type { All } from '../../all.ts';
import type { MapKind } from '../../maps/maps.ts';
import type { State } from '../../state.ts';
import type { LessonPage } from '../lesson-page.ts';

/** The picture that the page is about: one thing on a plain ground. */
const FILE = 'turtle.webp';

function openMaps({ pictures, open }: All, way: 'cover' | MapKind): void {
  const picture = pictures.find(({ sample }) => sample === FILE) ?? pictures[0];
  if (picture) open({ kind: 'maps', picture: picture.id, way });
}

function hasMap({ overlay, maps }: State): boolean {
  return (
    overlay?.kind === 'maps' &&
    [...(maps?.places.values() ?? [])].some(({ kind }) => kind === 'known')
  );
}

/** Both columns see the same; only with words that mean something does a map show where. */
export const WHERE: LessonPage = {
  number: 5,
  title: 'lesson.where.title',
  lead: 'lesson.where.lead',
  question: {
    ask: 'lesson.where.ask',
    options: [
      { id: 'same', text: 'lesson.where.same' },
      { id: 'elsewhere', text: 'lesson.where.elsewhere' },
      { id: 'even', text: 'lesson.where.even' },
    ],
    right: 'even',
  },
  covers: false,
  steps: [
    {
      id: 'map',
      text: 'lesson.where.step-map',
      isDone: hasMap,
      act: (all) => openMaps(all, 'parts'),
    },
  ],
  reveal: 'lesson.where.reveal',
  shared: 'lesson.where.shared',
  principle: 'lesson.where.principle',
  checks: [
    {
      id: 'part',
      ask: 'lesson.where.check',
      options: [
        { id: 'decided', text: 'lesson.where.check-decided' },
        { id: 'near', text: 'lesson.where.check-near' },
        { id: 'right', text: 'lesson.where.check-right' },
      ],
      right: 'near',
      why: 'lesson.where.why',
    },
  ],
};
