import { isObject } from '../../core/model/config-fields.ts';
import type { LessonAnswers, Room } from './answers.ts';
import { readAnswers } from './keep-answers.ts';
import { PAGES } from './pages.ts';

/** So that a file of answers is told from every other one. */
const KIND = 'zero-shot-lesson-answers';
/** Files of one room that are read together, and bytes of one of them. */
export const MOST_FILES = 200;
const MOST_BYTES = 100_000;

/** What is asked on each page, as columns of a table: the question, then each check. */
export const ANSWER_COLUMNS = PAGES.flatMap(({ number, question, checks }) => [
  { page: number, check: null, right: question.right },
  ...checks.map(({ id, right }) => ({ page: number, check: id, right })),
]);

type AnswerColumn = (typeof ANSWER_COLUMNS)[number];

/** Id of the option that was chosen; empty where nothing was. */
export function answerOf({ pages }: LessonAnswers, { page, check }: AnswerColumn): string {
  const answers = pages[page];
  return (check === null ? answers?.chosen : answers?.checked?.[check]) ?? '';
}

export function answersJson(answers: LessonAnswers): string {
  return `${JSON.stringify({ kind: KIND, ...answers }, null, 2)}\n`;
}

/** One line a visitor: who, then what was chosen, each with whether it was right, then what was written. */
export function answersCsv(room: readonly LessonAnswers[]): string {
  const name = ({ page, check }: AnswerColumn) =>
    `page ${page}${check === null ? '' : ` ${check}`}`;
  const head = [
    'who',
    ...ANSWER_COLUMNS.flatMap((column) => [name(column), `${name(column)} right`]),
    ...PAGES.map(({ number }) => `page ${number} written`),
  ];
  const lines = room.map((answers) => [
    answers.who,
    ...ANSWER_COLUMNS.flatMap((column) => {
      const given = answerOf(answers, column);
      return [given, given === '' ? '' : String(given === column.right)];
    }),
    ...PAGES.map(({ number }) => answers.pages[number]?.shared ?? ''),
  ]);
  return [head, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets run what begins like a formula; an apostrophe before it keeps it a text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Reads files that `answersJson` wrote; what is none, or too large, is told by its name. */
export async function readRoom(files: readonly File[]): Promise<Room> {
  const answers: LessonAnswers[] = [];
  const bad: string[] = [];
  for (const file of files.slice(0, MOST_FILES)) {
    const found = file.size > MOST_BYTES ? null : readOne(await file.text());
    if (found) answers.push(found);
    else bad.push(file.name);
  }
  return { answers, bad, leftOut: Math.max(files.length - MOST_FILES, 0) };
}

function readOne(text: string): LessonAnswers | null {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) && json['kind'] === KIND ? readAnswers(json) : null;
  } catch {
    return null;
  }
}
