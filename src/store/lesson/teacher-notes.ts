import type { WordKey } from '../../words/languages.ts';
import { PAGES } from './pages.ts';

/** A page of the lesson takes so long. */
export const PAGE_MINUTES = 5;

interface Note {
  readonly goal: WordKey;
  readonly expect: WordKey;
  readonly wrong: WordKey;
  readonly offline: WordKey;
}

/** What a teacher is told of each page, by its number. */
export const NOTES: Readonly<Record<number, Note>> = {
  1: {
    goal: 'teacher.1.goal',
    expect: 'teacher.1.expect',
    wrong: 'teacher.1.wrong',
    offline: 'teacher.1.offline',
  },
  2: {
    goal: 'teacher.2.goal',
    expect: 'teacher.2.expect',
    wrong: 'teacher.2.wrong',
    offline: 'teacher.2.offline',
  },
  3: {
    goal: 'teacher.3.goal',
    expect: 'teacher.3.expect',
    wrong: 'teacher.3.wrong',
    offline: 'teacher.3.offline',
  },
  4: {
    goal: 'teacher.4.goal',
    expect: 'teacher.4.expect',
    wrong: 'teacher.4.wrong',
    offline: 'teacher.4.offline',
  },
  5: {
    goal: 'teacher.5.goal',
    expect: 'teacher.5.expect',
    wrong: 'teacher.5.wrong',
    offline: 'teacher.5.offline',
  },
  6: {
    goal: 'teacher.6.goal',
    expect: 'teacher.6.expect',
    wrong: 'teacher.6.wrong',
    offline: 'teacher.6.offline',
  },
  7: {
    goal: 'teacher.7.goal',
    expect: 'teacher.7.expect',
    wrong: 'teacher.7.wrong',
    offline: 'teacher.7.offline',
  },
  8: {
    goal: 'teacher.8.goal',
    expect: 'teacher.8.expect',
    wrong: 'teacher.8.wrong',
    offline: 'teacher.8.offline',
  },
};

/** A part of a plan: a page of the lesson, or something else that is done. */
export interface PlanPart {
  readonly minutes: number;
  readonly page?: number;
  readonly what?: WordKey;
}

const page = (number: number): PlanPart => ({ minutes: PAGE_MINUTES, page: number });

/** Plans by their length in minutes. */
export const PLANS: Readonly<Record<20 | 45 | 90, readonly PlanPart[]>> = {
  20: [1, 2, 4, 6].map(page),
  45: [
    { minutes: 5, what: 'teacher.plan-begin' },
    ...[1, 2, 3, 4, 6].map(page),
    { minutes: 10, what: 'teacher.plan-talk' },
    { minutes: 5, what: 'teacher.plan-exit' },
  ],
  90: [
    { minutes: 5, what: 'teacher.plan-begin' },
    ...PAGES.map(({ number }) => page(number)),
    { minutes: 10, what: 'teacher.plan-talk' },
    { minutes: 15, what: 'teacher.plan-bench' },
    { minutes: 15, what: 'teacher.plan-evaluate' },
    { minutes: 5, what: 'teacher.plan-exit' },
  ],
};

export const PLAN_LENGTHS = [20, 45, 90] as const;
