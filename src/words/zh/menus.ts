/** The page’s menu, its notices, and the lesson’s entries, in Chinese. */
export const zhMenus = {
  'theme.dark': '深色',
  'theme.light': '浅色',
  'lesson.open': '课程',
  'lesson.teachers': '教师用',
  'lesson.set-up': '页面已为课程的这一部分布置好。',
  'languages.open': '比较两种语言',
  'start-over': '从头开始',
  dismiss: '知道了',
  'notices.between': '、',
  'update.ready': '此页面有新版本。重新加载会保留标签、图片和设置。',
  'update.reload': '重新加载',
  'update.later': '以后再说',
} as const;
