import type { en } from './en/index.ts';
import type { enBench } from './en/bench.ts';
import type { enEvaluated } from './en/evaluated.ts';
import type { enFiles } from './en/files.ts';
import type { enFit } from './en/fit.ts';
import type { enInspect } from './en/inspect.ts';
import type { enLesson } from './en/lesson.ts';
import type { enMaps } from './en/maps.ts';
import type { enPanels } from './en/panels.ts';
import type { enPresent } from './en/present.ts';
import type { enSpaces } from './en/spaces.ts';
import type { enTeach } from './en/teach.ts';
import type { enTeacher } from './en/teacher.ts';

/** English is the measure: a key that it lacks does not exist. */
export type WordKey =
  | keyof typeof en
  | keyof typeof enBench
  | keyof typeof enEvaluated
  | keyof typeof enFiles
  | keyof typeof enFit
  | keyof typeof enInspect
  | keyof typeof enLesson
  | keyof typeof enMaps
  | keyof typeof enPanels
  | keyof typeof enPresent
  | keyof typeof enSpaces
  | keyof typeof enTeach
  | keyof typeof enTeacher;
export type Table = Readonly<Partial<Record<WordKey, string>>>;

/** Words that are fetched together: those of the first view, of what a press opens, and of views that most visits never open. */
export type WordPart =
  | 'page'
  | 'bench'
  | 'evaluated'
  | 'files'
  | 'fit'
  | 'inspect'
  | 'lesson'
  | 'maps'
  | 'panels'
  | 'present'
  | 'spaces'
  | 'teach'
  | 'teacher';

interface LanguageSource {
  /** For numbers, dates and plural forms. */
  readonly locale: string;
  /** For the document, where it says more than the key. */
  readonly tag: string;
  /** Modules that each export one table. */
  readonly parts: Readonly<Record<WordPart, () => Promise<Readonly<Record<string, Table>>>>>;
}

/** Every language of the page: a folder beside this file and an entry here, and nothing else, make a new one. */
export const LANGUAGES = {
  en: {
    locale: 'en-GB',
    tag: 'en',
    parts: {
      page: () => import('./en/index.ts'),
      bench: () => import('./en/bench.ts'),
      evaluated: () => import('./en/evaluated.ts'),
      files: () => import('./en/files.ts'),
      fit: () => import('./en/fit.ts'),
      inspect: () => import('./en/inspect.ts'),
      lesson: () => import('./en/lesson.ts'),
      maps: () => import('./en/maps.ts'),
      panels: () => import('./en/panels.ts'),
      present: () => import('./en/present.ts'),
      spaces: () => import('./en/spaces.ts'),
      teach: () => import('./en/teach.ts'),
      teacher: () => import('./en/teacher.ts'),
    },
  },
  zh: {
    locale: 'zh-CN',
    tag: 'zh-Hans',
    parts: {
      page: () => import('./zh/index.ts'),
      bench: () => import('./zh/bench.ts'),
      evaluated: () => import('./zh/evaluated.ts'),
      files: () => import('./zh/files.ts'),
      fit: () => import('./zh/fit.ts'),
      inspect: () => import('./zh/inspect.ts'),
      lesson: () => import('./zh/lesson.ts'),
      maps: () => import('./zh/maps.ts'),
      panels: () => import('./zh/panels.ts'),
      present: () => import('./zh/present.ts'),
      spaces: () => import('./zh/spaces.ts'),
      teach: () => import('./zh/teach.ts'),
      teacher: () => import('./zh/teacher.ts'),
    },
  },
} as const satisfies Readonly<Record<string, LanguageSource>>;

export type Language = keyof typeof LANGUAGES;
export const LANGUAGE_NAMES = Object.keys(LANGUAGES) as readonly Language[];

/** The page's language for the browser's list of wishes: the first that the page has, else English. */
export function preferredLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const language = LANGUAGE_NAMES.find((known) => wish.toLowerCase().split('-')[0] === known);
    if (language) return language;
  }
  return 'en';
}
