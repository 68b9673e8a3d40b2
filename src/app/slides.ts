import { importPart } from '../core/parts/import-part.ts';
import { LadderSlide } from '../features/ladder/LadderSlide.tsx';
import type { Slide } from '../features/present/deck.ts';
import { VotesSlide } from '../features/present/VotesSlide.tsx';
import { ConfusionSlide } from '../features/results/ConfusionSlide.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import { loadWordsOf } from '../words/tables.ts';

const MapsSlide = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/maps/MapsSlide.tsx')),
    loadWordsOf('maps'),
    // *Reveal* is the presenter's own word.
    loadWordsOf('present'),
  ]);
  return part.MapsSlide;
});

const LessonSlide = lazyPart(async () => {
  const [part] = await Promise.all([
    importPart(() => import('../features/lesson/LessonSlide.tsx')),
    loadWordsOf('lesson'),
  ]);
  return part.LessonSlide;
});

/** What the presenter shows after the pictures, in this order; a new kind of slide is a new row. */
export const SLIDES: readonly Slide[] = [
  { id: 'ladder', title: 'slide.ladder', Content: LadderSlide },
  { id: 'confusion', title: 'slide.confusion', Content: ConfusionSlide },
  { id: 'maps', title: 'slide.maps', Content: MapsSlide },
  { id: 'lesson', title: 'slide.lesson', Content: LessonSlide },
  { id: 'votes', title: 'slide.votes', Content: VotesSlide },
];
