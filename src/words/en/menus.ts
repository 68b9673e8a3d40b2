/** The page’s menu, its notices, and the lesson’s entries, in English. */
export const enMenus = {
  'theme.dark': 'Dark',
  'theme.light': 'Light',
  'lesson.open': 'Lesson',
  'lesson.teachers': 'For teachers',
  'lesson.set-up': 'The page was set up for this part of the lesson.',
  'languages.open': 'Compare two languages',
  'start-over': 'Start over',
  dismiss: 'Dismiss',
  'notices.between': ', ',
  'update.ready':
    'There is a newer version of this page. Reloading keeps labels, pictures and settings.',
  'update.reload': 'Reload',
  'update.later': 'Not now',
} as const;
