import { isObject } from '../../core/model/config-fields.ts';
import {
  ANSWERS_KEY,
  LONGEST_TEXT,
  LONGEST_WHO,
  type LessonAnswers,
  NO_ANSWERS,
  type PageAnswers,
} from './answers.ts';

/** More than any lesson has; a file from elsewhere may say anything. */
const MOST_PAGES = 40;
const MOST_ENTRIES = 20;

/** The answers of earlier visits; none where nothing is kept, may be, or makes sense. */
export function keptAnswers(): LessonAnswers {
  try {
    return readAnswers(JSON.parse(localStorage.getItem(ANSWERS_KEY) ?? 'null')) ?? NO_ANSWERS;
  } catch {
    return NO_ANSWERS;
  }
}

/** `false` where the browser forbids it or is full. */
export function keepAnswers(answers: LessonAnswers): boolean {
  try {
    localStorage.setItem(ANSWERS_KEY, JSON.stringify(answers));
    return true;
  } catch {
    return false;
  }
}

/** Answers out of what a file or the storage holds, or `null` where that is something else; what is too long is refused. */
export function readAnswers(json: unknown): LessonAnswers | null {
  if (!isObject(json)) return null;
  const { who, pages } = json as Partial<LessonAnswers>;
  if (!isText(who, LONGEST_WHO) || !isObject(pages)) return null;
  const entries = Object.entries(pages);
  const fits =
    entries.length <= MOST_PAGES &&
    entries.every(([page, answers]) => /^\d{1,2}$/.test(page) && isPage(answers));
  return fits ? { who, pages } : null;
}

function isPage(json: unknown): json is PageAnswers {
  if (!isObject(json)) return false;
  const { chosen, shared, checked, done } = json as Partial<PageAnswers>;
  return (
    (chosen === undefined || isText(chosen, LONGEST_WHO)) &&
    (shared === undefined || isText(shared, LONGEST_TEXT)) &&
    (done === undefined || (Array.isArray(done) && areTexts(done))) &&
    (checked === undefined || (isObject(checked) && areTexts(Object.entries(checked).flat())))
  );
}

function areTexts(list: readonly unknown[]): boolean {
  return list.length <= MOST_ENTRIES && list.every((text) => isText(text, LONGEST_WHO));
}

function isText(text: unknown, longest: number): text is string {
  return typeof text === 'string' && text.length <= longest;
}
