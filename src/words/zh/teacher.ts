/** 教师用资料，中文。 */
export const zhTeacher = {
  'teacher.title': '教师用',
} as const;
