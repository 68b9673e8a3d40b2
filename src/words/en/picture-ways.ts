/** The shelf of samples, the camera, and the order of pictures, in English. */
export const enPictureWays = {
  'camera.square': 'The models see what is in the square.',
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
  'camera.silent':
    'The browser gave no picture. Open the camera again, or take a picture with your phone and choose the file.',
  'camera.busy':
    'The camera does not start; another program may be using it. Close that program and try again.',
  'picture-order.added': 'As added',
  'picture-order.agreement': 'Disagreement first',
  'picture-order.confidence': 'Most confident first',
  'picture-order.label': 'By winning label',
  'pictures.title': 'Pictures ({count})',
  'pictures.url': 'Address of a picture',
  'pictures.url-placeholder': 'Paste a picture or its address',
  'pictures.fetch': 'Fetch the picture',
  'pictures.clear': 'Remove all pictures',
  'pictures.private': 'Drop or paste pictures anywhere. They never leave this tab.',
  'pictures.private-touch': 'Your pictures never leave this tab.',
} as const;
