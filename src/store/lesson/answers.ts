/** What a visitor has said and done on one page of the lesson. An answer that is there is locked. */
export interface PageAnswers {
  /** Id of the option that was chosen before anything was revealed. */
  readonly chosen?: string;
  /** What the visitor wrote that both cases have in common; empty where that was only talked about. */
  readonly shared?: string;
  /** First answer to each check, by the check's id. */
  readonly checked?: Readonly<Record<string, string>>;
  /** Ids of the steps that were done. */
  readonly done?: readonly string[];
}

export interface LessonAnswers {
  /** Name or table, as the visitor wrote it. */
  readonly who: string;
  /** By the page's number. */
  readonly pages: Readonly<Record<string, PageAnswers>>;
}

/** The lesson as it stands beside the page. */
export interface OpenLesson {
  readonly page: number;
  /** `false` until the page's code is here: bars stay covered so long. */
  readonly ready: boolean;
  /** Whether the page covers the bars until its question is answered. */
  readonly covers: boolean;
}

/** Characters of what somebody writes, and of a name. */
export const LONGEST_TEXT = 500;
export const LONGEST_WHO = 60;

/** Under this the browser keeps the answers. */
export const ANSWERS_KEY = 'zero-shot lesson';

export const NO_ANSWERS: LessonAnswers = { who: '', pages: {} };

/** The answers of a room. */
export interface Room {
  readonly answers: readonly LessonAnswers[];
  /** Names of files that hold no answers, or too much. */
  readonly bad: readonly string[];
  /** Files that were not read because there were too many. */
  readonly leftOut: number;
}
