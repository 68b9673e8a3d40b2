/** Links, presenting and what a link hides, in English. */
export const enSharing = {
  'share.open': 'Share and save',
  'share.link': 'Link to this set-up',
  'share.copy': 'Copy the link',
  'share.copied': 'The link is in the clipboard.',
  'share.note': 'The link holds labels, prompts and settings. Pictures stay in this tab.',
  'share.qr': 'QR code of the link',
  'share.qr-label': 'QR code that opens this set-up',
  'qr.too-long': 'This link is too long for a QR code. Copy it instead, or use fewer labels.',
  'share.teacher': 'For a class',
  'share.task': 'Task shown above the results',
  'share.hide': 'Hide',
  'hide.pictures': 'Pictures',
  'hide.labels': 'Labels',
  'hide.prompts': 'Prompt',
  'hide.scores': 'Scores',
  'hide.models': 'Models',
  'hide.share': 'Share',
  'share.numbers': 'All numbers',
  'share.csv': 'Save as CSV',
  'share.json': 'Save as JSON',
  'share.read': 'Read a JSON back',
  'share.read-bad':
    'This file is not a saved set-up of this page. Choose a JSON file that it saved.',
  'share.read-done':
    'The set-up of the file is here: {count} label. || The set-up of the file is here: {count} labels.',
  'share.storage': 'Kept in this browser',
  'share.clear': 'Clear what this browser keeps',
  'share.cleared': 'Pictures, labels and settings that this browser kept were deleted.',
  'share.storage-note':
    'Labels, settings and your own pictures survive a reload; they are kept in this browser only.',
  'storage.failed':
    'This browser does not let the page keep anything, or is full. Everything works, but a reload starts anew.',
  'link.bad': 'Part of the link could not be read and was left out: {names}.',
  'linked.task': 'From the link:',
  'present.open': 'Presenter view',
} as const;
