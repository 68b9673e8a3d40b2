/** English sentences about the device, the camera's live bars, and what can be carried away. */
export const enPlayground = {
  'device.title': 'What the models run on',
  'device.open': '{device}. Choose what the models run on',
  'device.now': 'Now: {device}.',
  'device.adapter': 'Graphics adapter: {adapter}.',
  'device.moving': 'Moving the models',
  'device.note':
    'The numbers are the same on either, up to the last digits. The first visit takes the graphics card where the browser offers one.',
  'camera.live': 'Bars while you look',
  'camera.ended': 'The camera stopped. Connect it again, then open the camera again.',
  'copy.failed': 'The browser did not let the page use the clipboard. Select the text and copy it.',
  'pictures.private-touch': 'Your pictures never leave this tab.',
  'share.png': 'Save as picture',
  'detail.png': 'Save as picture',
  'png.failed': 'The picture could not be drawn: {reason} Try fewer pictures or labels.',
  'png.more': 'and {count} more label || and {count} more labels',
  'png.waiting': 'no bars yet',
  'png.cut': 'The first {count} of {all} pictures.',
  'png.settings': 'Prompt: {prompt}. {scoring}, logit scale {scale}.',
  'png.settings-many': '{count} prompts, averaged. {scoring}, logit scale {scale}.',
  'wins.list': 'Wins by label',
  'wins.item': '{label}: {count} of {all}',
} as const;
