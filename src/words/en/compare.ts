/** `<zero-shot-compare>` in other people's pages, in English. */
export const enCompare = {
  'compare.region': 'Two models on the same pictures',
  'compare.open': 'Try it with your own pictures',
  'compare.waits': 'The models are loaded when this comes into view.',
  'compare.problem.no-pictures':
    'No pictures are named. Write their addresses, with blanks between them, into “pictures”.',
  'compare.problem.no-labels':
    'No labels are named. Write some, with commas between them, into “labels”.',
  'compare.problem.no-checkpoint': 'No checkpoint is named. Write the address of one into “first”.',
  'compare.problem.too-many-pictures':
    'Too many pictures are named. At most {most} are compared here.',
  'compare.problem.too-many-labels':
    'There are too many labels, or a label is too long. At most {most} short ones are compared here.',
  'compare.problem.address':
    '“{value}” is no address that can be fetched. Write one that begins with https, or one relative to this page.',
  'compare.problem.rule': '“{value}” is no load rule. Write one of these: {rules}.',
  'compare.problem.seed': '“{value}” is no seed. Write a whole number from 0 to {most}.',
  'compare.problem.template':
    'The template “{value}” cannot be used. Write one with {label} where the label goes, and no other braces.',
} as const;
