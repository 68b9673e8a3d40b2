import { importPart } from '../core/parts/import-part.ts';
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
  readonly parts: Readonly<Record<WordPart, () => Promise<Table>>>;
}

/** Every language of the page: a folder beside this file and an entry here, and nothing else, make a new one. */
export const LANGUAGES = {
  en: {
    locale: 'en-GB',
    tag: 'en',
    parts: {
      page: async () => (await importPart(() => import('./en/index.ts'))).en,
      bench: async () => (await importPart(() => import('./en/bench.ts'))).enBench,
      evaluated: async () => (await importPart(() => import('./en/evaluated.ts'))).enEvaluated,
      files: async () => (await importPart(() => import('./en/files.ts'))).enFiles,
      fit: async () => (await importPart(() => import('./en/fit.ts'))).enFit,
      inspect: async () => (await importPart(() => import('./en/inspect.ts'))).enInspect,
      lesson: async () => (await importPart(() => import('./en/lesson.ts'))).enLesson,
      maps: async () => (await importPart(() => import('./en/maps.ts'))).enMaps,
      panels: async () => (await importPart(() => import('./en/panels.ts'))).enPanels,
      present: async () => (await importPart(() => import('./en/present.ts'))).enPresent,
      spaces: async () => (await importPart(() => import('./en/spaces.ts'))).enSpaces,
      teach: async () => (await importPart(() => import('./en/teach.ts'))).enTeach,
      teacher: async () => (await importPart(() => import('./en/teacher.ts'))).enTeacher,
    },
  },
  zh: {
    locale: 'zh-CN',
    tag: 'zh-Hans',
    parts: {
      page: async () => (await importPart(() => import('./zh/index.ts'))).zh,
      bench: async () => (await importPart(() => import('./zh/bench.ts'))).zhBench,
      evaluated: async () => (await importPart(() => import('./zh/evaluated.ts'))).zhEvaluated,
      files: async () => (await importPart(() => import('./zh/files.ts'))).zhFiles,
      fit: async () => (await importPart(() => import('./zh/fit.ts'))).zhFit,
      inspect: async () => (await importPart(() => import('./zh/inspect.ts'))).zhInspect,
      lesson: async () => (await importPart(() => import('./zh/lesson.ts'))).zhLesson,
      maps: async () => (await importPart(() => import('./zh/maps.ts'))).zhMaps,
      panels: async () => (await importPart(() => import('./zh/panels.ts'))).zhPanels,
      present: async () => (await importPart(() => import('./zh/present.ts'))).zhPresent,
      spaces: async () => (await importPart(() => import('./zh/spaces.ts'))).zhSpaces,
      teach: async () => (await importPart(() => import('./zh/teach.ts'))).zhTeach,
      teacher: async () => (await importPart(() => import('./zh/teacher.ts'))).zhTeacher,
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
