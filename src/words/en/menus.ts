/** The page’s menu and the lesson’s entries, in English. */
export const enMenus = {
  'theme.dark': 'Dark',
  'theme.light': 'Light',
  'lesson.open': 'Lesson',
  'lesson.teachers': 'For teachers',
  'lesson.set-up': 'The page was set up for this part of the lesson.',
  'start-over': 'Start over',
} as const;
