/** The page’s menu and the lesson’s entries, in Chinese. */
export const zhMenus = {
  'theme.dark': '深色',
  'theme.light': '浅色',
  'lesson.open': '课程',
  'lesson.teachers': '教师用',
  'lesson.set-up': '页面已为课程的这一部分布置好。',
  'start-over': '从头开始',
} as const;
