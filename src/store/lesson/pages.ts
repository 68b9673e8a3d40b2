import { DROPPED, REPAIRED } from './pages/cause-and-cure.ts';
import { BROKEN, COMPARED } from './pages/first-look.ts';
import type { LessonPage } from './lesson-page.ts';
import { OWN } from './pages/own.ts';
import { SHARED, SURE } from './pages/what-is-left.ts';

/** Where in the picture a model looks would be page 5: its number is kept for it. */
export const PAGES: readonly LessonPage[] = [
  COMPARED,
  BROKEN,
  SHARED,
  SURE,
  DROPPED,
  REPAIRED,
  OWN,
];
