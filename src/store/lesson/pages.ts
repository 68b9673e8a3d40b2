import { DROPPED, REPAIRED } from './pages/cause-and-cure.ts';
import { BROKEN, COMPARED } from './pages/first-look.ts';
import type { LessonPage } from './lesson-page.ts';
import { OWN } from './pages/own.ts';
import { SHARED, SURE } from './pages/what-is-left.ts';
import { WHERE } from './pages/where.ts';

/** In the order in which they build on each other. */
export const PAGES: readonly LessonPage[] = [
  COMPARED,
  BROKEN,
  SHARED,
  SURE,
  WHERE,
  DROPPED,
  REPAIRED,
  OWN,
];
