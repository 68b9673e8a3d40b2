/** What went on or went wrong beside the view, said in a message, in English. */
export const enMessages = {
  'model.opened': '{name} is loaded.',
  'training.again':
    'Column {number} was repaired by training. What was trained is not in a link, and ends with the engine: run it again by “Repair”.',
  'device.failed': 'The device could not be changed: {reason}',
  'precision.failed': 'The comparison with fp32 failed: {reason}',
  'crash.started-over':
    'The tab was closed by the browser while it loaded {name}, probably for lack of memory. The page has started with the built-in model.',

  'copy.failed': 'The browser did not let the page use the clipboard. Select the text and copy it.',
  'png.failed': 'The picture could not be drawn: {reason} Try fewer pictures or labels.',
  'share.read-bad':
    'This file is not a saved set-up of this page. Choose a JSON file that it saved.',
  'share.read-done':
    'The set-up of the file is here: {count} label. || The set-up of the file is here: {count} labels.',
  'share.cleared': 'Pictures, labels and settings that this browser kept were deleted.',
  'storage.failed':
    'This browser does not let the page keep anything, or is full. Everything works, but a reload starts anew.',
  'link.bad': 'Part of the link could not be read and was left out: {names}.',
} as const;
