/** The page inside of somebody else's page, and what the system hands to it, in English. */
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
  'shared.none':
    'No picture has come with what was shared. Choose it here with “Pictures”; nothing else has changed.',
  'shared.left-out':
    '{count} shared file was left out: at most {most} at once, of {mb} MB each, as far as this browser has room. || {count} shared files were left out: at most {most} at once, of {mb} MB each, as far as this browser has room.',
} as const;
