/** The teacher's pack, in English. */
export const enTeacher = {
  'teacher.title': 'For teachers',
} as const;
