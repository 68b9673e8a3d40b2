/** Pictures, samples and the camera, in English. */
export const enPictures = {
  'pictures.files': 'Picture files',
  'pictures.camera': 'Camera',
  'pictures.samples': 'Samples',
  'pictures.added': '{count} picture added. || {count} pictures added.',
  'pictures.passed-over':
    '{count} file beside the pictures was passed over: {parts}. || {count} files beside the pictures were passed over: {parts}.',
  'pictures.none-given':
    'No picture was among what you gave: {parts}. Choose PNG, JPEG, WebP, GIF, BMP or AVIF files; of a film take a screenshot, and unpack archives first.',
  'passed-over.system': '{count} made by the system',
  'passed-over.sidecar': '{count} of notes about a picture',
  'passed-over.video': '{count} film || {count} films',
  'passed-over.audio': '{count} sound file || {count} sound files',
  'passed-over.archive': '{count} archive || {count} archives',
  'passed-over.document': '{count} table, text or document || {count} tables, texts or documents',
  'passed-over.data': '{count} file of numbers || {count} files of numbers',
  'passed-over.unknown': '{count} of an unknown kind',
  'pictures.removed': '“{name}” was removed.',
  'pictures.cleared': '{count} picture was removed. || {count} pictures were removed.',
  'picture.open': 'Open {name}',
  'picture.remove': 'Remove {name}',
  'picture.retry': 'Try again',
  'url.invalid': 'This is no address of a picture. It should begin with https://.',
  'url.refused':
    '{host} does not let other pages read its pictures, or does not answer. Save the picture, then drop the file here.',
  'url.silent':
    'Nothing more came from {host} for {seconds} seconds. Try again, or save the picture and drop the file here.',
  'url.page':
    'That address at {host} is a web page. Open it, copy the address of the picture itself, and paste that.',
  'url.status':
    '{host} answered {status}. Check the address, or save the picture and drop the file here.',
} as const;
