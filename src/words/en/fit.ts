/** Whether the labels fit one's own pictures, in English. */
export const enFit = {
  'fit.old-labels':
    'Your new picture was compared with the labels that were here before. Is the right word among them? If not, type it above, or take one that comes close. || Your {count} new pictures were compared with the labels that were here before. Are the right words among them? If not, type them above, or take some that come close.',
  'fit.old-short': '1 new picture, old labels || {count} new pictures, old labels',
  'fit.more': 'Find labels',
  'fit.region': 'Labels for the new pictures',
  'fit.keep': 'The labels are right',
  'fit.suggested': 'Close words',
  'fit.none': 'None of your labels fits well. Closest words:',
  'fit.none-in': '{column}: none of your labels fits well. Closest words:',
  'fit.between': ', ',
  'fit.take': 'Take {word} as a label',
  'fit.random': '{column}: closest words {words}.',
  'fit.random-same':
    '{column}: closest words {words}. The first is the same for {same} of the {count} pictures here: chance words do not see.',
} as const;
