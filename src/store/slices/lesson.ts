import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';
import { type LessonAnswers, NO_ANSWERS, type PageAnswers } from '../lesson/answers.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import { withPart } from '../with-part.ts';

export interface LessonSlice extends Pick<
  State,
  'lesson' | 'lessonAnswers' | 'knownVisits' | 'lessonRoom'
> {
  /** Opens a page of the lesson; with `setUp` the page beside it becomes what that page is about, which can be taken back. */
  openLesson(page: number, setUp: boolean): Promise<void>;
  closeLesson(): void;
  /** Locks an answer, or adds what was written, checked or done: what is there already stays. */
  answerLesson(page: number, answers: PageAnswers): void;
  /** Does a step of the open page for the visitor. */
  doLessonStep(id: string): void;
  nameVisitor(who: string): void;
  /** Opens the teacher's pack, and fetches what its numbers are worked out from. */
  openTeacher(): Promise<void>;
  /** Reads the answers of a room together. */
  readLessonRoom(files: readonly File[]): Promise<void>;
  /** Takes every answer back, after the visitor has said so. */
  forgetLesson(): void;
}

export function lessonSlice(outside: Outside): Slice<LessonSlice> {
  return (set, get, api) => {
    let leave: (() => void) | null = null;
    let doStep: ((id: string) => void) | null = null;
    let keep: ((answers: LessonAnswers) => void) | null = null;
    const save = (lessonAnswers: LessonAnswers): void => {
      set({ lessonAnswers });
      keep?.(lessonAnswers);
    };
    return {
      lesson: null,
      lessonAnswers: NO_ANSWERS,
      knownVisits: null,
      lessonRoom: null,
      openLesson: async (page, setUp) => {
        get().closeLesson();
        // Until the page is here nobody knows whether it covers the bars.
        set({ lesson: { page, ready: false, covers: true } });
        const part = await withPart(get, () => importPart(() => import('../lesson/run-lesson.ts')));
        if (get().lesson?.page !== page) return;
        if (!part) return set({ lesson: null });
        keep ??= part.keeper(api);
        ({ leave, doStep } = part.enterPage(outside, api, page, setUp));
      },
      closeLesson: () => {
        leave?.();
        leave = null;
        doStep = null;
        set({ lesson: null });
      },
      answerLesson: (page, answers) => {
        const { lessonAnswers } = get();
        const { pages } = lessonAnswers;
        save({ ...lessonAnswers, pages: { ...pages, [page]: joined(pages[page] ?? {}, answers) } });
      },
      doLessonStep: (id) => doStep?.(id),
      nameVisitor: (who) => save({ ...get().lessonAnswers, who }),
      openTeacher: async () => {
        get().open({ kind: 'teacher' });
        if (get().knownVisits) return;
        const knownVisits = await attempt(
          async () =>
            (await importPart(() => import('../lesson/read-known-visits.ts'))).readKnownVisits(
              outside,
            ),
          () => undefined,
        );
        if (knownVisits) set({ knownVisits });
      },
      readLessonRoom: async (files) => {
        const lessonRoom = await withPart(get, async () => {
          const { readRoom } = await importPart(() => import('../lesson/answer-files.ts'));
          return readRoom(files);
        });
        if (lessonRoom) set({ lessonRoom });
      },
      forgetLesson: () => save(NO_ANSWERS),
    };
  };
}

/** What is locked stays as it is; what was done is done. */
function joined(old: PageAnswers, answers: PageAnswers): PageAnswers {
  return {
    ...answers,
    ...old,
    checked: { ...answers.checked, ...old.checked },
    done: [...new Set([...(old.done ?? []), ...(answers.done ?? [])])],
  };
}
