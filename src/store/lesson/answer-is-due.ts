import type { State } from '../state.ts';

/** Whether bars and scores are covered, because the lesson's question about them is not answered yet. */
export function answerIsDue({
  lesson,
  lessonAnswers,
}: Pick<State, 'lesson' | 'lessonAnswers'>): boolean {
  if (!lesson) return false;
  if (!lesson.ready) return true;
  return lesson.covers && lessonAnswers.pages[lesson.page]?.chosen === undefined;
}
