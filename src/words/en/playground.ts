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
  'share.png': 'Save as picture',
  'detail.png': 'Save as picture',
  'png.more': 'and {count} more label || and {count} more labels',
  'png.waiting': 'no bars yet',
  'png.cut': 'The first {count} of {all} pictures.',
  'png.settings': 'Prompt: {prompt}. {scoring}, logit scale {scale}.',
  'png.settings-many': '{count} prompts, averaged. {scoring}, logit scale {scale}.',
  'wins.list': 'Wins by label',
  'wins.item': '{label}: {count} of {all}',
} as const;
