/** The page inside of somebody else's page, in English. */
export const enFramed = {
  'framed.open': 'Open the full page',
  'framed.one-thread':
    'Inside another page the models run on one thread, so they are slower than on the full page. The answers are the same.',
  'framed.full-page':
    'The full page opens with these labels and settings. Pictures that you added here stay here.',
  'share.frame': 'Copy for a learning platform',
  'share.frame-copied': 'The HTML is in the clipboard.',
  'share.frame-note':
    'A piece of HTML that shows this set-up inside a course page. The host of this page must allow it.',
} as const;
