/** Pictures, samples and the camera, in English. */
export const enPictures = {
  'pictures.title': 'Pictures ({count})',
  'pictures.choose': 'Files',
  'pictures.files': 'Picture files',
  'pictures.camera': 'Camera',
  'pictures.samples': 'Samples',
  'pictures.url': 'Address of a picture',
  'pictures.url-placeholder': 'Paste a picture or its address',
  'pictures.fetch': 'Fetch the picture',
  'pictures.clear': 'Remove all pictures',
  'pictures.private': 'Drop or paste pictures anywhere. They never leave this tab.',
  'pictures.drop-here': 'Drop pictures here',
  'pictures.added': '{count} picture added. || {count} pictures added.',
  'pictures.removed': '“{name}” was removed.',
  'pictures.cleared': '{count} picture was removed. || {count} pictures were removed.',
  'picture.open': 'Open {name}',
  'picture.remove': 'Remove {name}',
  'picture.retry': 'Try again',
  'url.invalid': 'This is no address of a picture. It should begin with https://.',
  'url.refused':
    '{host} does not let other pages read its pictures, or does not answer. Save the picture, then drop the file here.',
  'url.page':
    'That address at {host} is a web page. Open it, copy the address of the picture itself, and paste that.',
  'url.status':
    '{host} answered {status}. Check the address, or save the picture and drop the file here.',
  'samples.title': 'Sample pictures',
  'samples.search': 'Search the samples',
  'samples.none': 'No sample has that name. Try a shorter word.',
  'samples.credit':
    'Fluent Emoji (3D) by Microsoft, MIT licence. A press adds or removes a picture.',
  'camera.title': 'Camera',
  'camera.take': 'Take the picture',
  'camera.switch': 'Other camera',
  'camera.view': 'Camera picture',
  'camera.refused':
    'The browser was not allowed to use the camera. Allow it beside the address, then open the camera again.',
  'camera.missing':
    'No camera was found. Connect one, or take a picture with your phone and choose the file.',
  'camera.busy':
    'The camera does not start; another program may be using it. Close that program and try again.',
  'picture-order.added': 'As added',
  'picture-order.agreement': 'Disagreement first',
  'picture-order.confidence': 'Most confident first',
  'picture-order.label': 'By winning label',
} as const;
