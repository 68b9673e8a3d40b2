/** Pictures, samples and the camera, in English. */
export const enPictures = {
  'pictures.title': 'Pictures ({count})',
  'pictures.files': 'Picture files',
  'camera.square': 'The models see what is in the square.',
  'pictures.camera': 'Camera',
  'pictures.samples': 'Samples',
  'pictures.url': 'Address of a picture',
  'pictures.url-placeholder': 'Paste a picture or its address',
  'pictures.fetch': 'Fetch the picture',
  'pictures.clear': 'Remove all pictures',
  'pictures.private': 'Drop or paste pictures anywhere. They never leave this tab.',
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
  'picture.rows-missing':
    'This {format} file is cut off: {rows} of its {height} rows of pixels are there. Copy it again from where it came from.',
  'picture.memory':
    'There is not enough memory for this {format} picture of {width} × {height} pixels ({detail}). Make it smaller and add it again.',
  'picture.moved':
    'The browser can no longer read this file: it was moved, changed or removed ({detail}). Add it again.',
  'picture.no-size':
    'This {format} file is damaged: it does not say how large its picture is. Save it again from the program that made it.',
  'picture.format.heic':
    'This is a {format} picture, as iPhones save them; this browser cannot decode it. On the phone, choose Settings > Camera > Formats > Most Compatible for new pictures, or send this one to yourself by mail, which makes a JPEG of it; Safari opens it as it is.',
  'picture.format.raw':
    'This is a camera’s raw file ({format}), before any picture is made of it. Export it as JPEG, or take the JPEG that the camera saved beside it.',
  'picture.format.icon':
    'This is an icon ({format}), several small pictures in one file. Open it in a picture program and save the largest as PNG.',
  'picture.format.drawing-program':
    'This is a file of {format}, with its layers. Export it there as PNG and add that.',
  'picture.format.scientific':
    'This is a {format} file, which holds measurements rather than colours to look at. Choose a view of it in its own program and export that as PNG.',
  'picture.format.pdf':
    '{format} is a document, not a picture. Take a screenshot of the picture in it, or export the page as PNG.',
  'picture.not.html':
    'This is a web page, not a picture. Open it, save the picture in it by its own menu, and add that file.',
  'picture.not.video':
    'This is a film, not a picture. Stop it where you want, take a screenshot, and add that.',
  'picture.not.archive':
    'This is an archive, not a picture. Unpack it and add the pictures; “Evaluate” opens archives as they are.',
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
