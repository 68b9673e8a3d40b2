/** What went wrong and what to do, by the code of the error, in English. */
export const enErrors = {
  'error.picture-unreadable':
    'The browser cannot decode this {format} picture ({detail}). Save it as PNG or JPEG and add it again.',
  'error.picture-truncated':
    'This {format} file ends in the middle of the picture, after {bytes} bytes. Copy it again from where it came from.',
  'error.picture-too-large':
    'This {format} picture has too many pixels: {width} × {height}; fewer than {limit} can be read. Make it smaller, for example 4,000 pixels wide, and add it again.',
  'error.picture-format':
    'This is a file in the format {format}, which browsers do not show. Open it in a picture program, save it as PNG or JPEG, and add that.',
  'error.picture-svg': 'SVG is a drawing, not a picture of pixels. Save it as PNG and add that.',
  'error.picture-empty': 'This file is empty or could not be fetched. Choose another one.',
  'error.picture-not-a-picture':
    'This file is no picture. Choose a PNG, JPEG, WebP, GIF, BMP or AVIF file.',
  'error.download-failed':
    'The file could not be downloaded. Check the network and try again, or download it in another tab and drop it here.',
  'error.download-silent':
    'Nothing has come from the server for {seconds} seconds, so the request was ended. Try again: what is kept of the file is not downloaded twice.',
  'error.download-status': 'The server answered {status}. Check the address and try again.',
  'error.download-changed':
    'The file was replaced on the server while it was downloaded. Nothing of it was kept: load it again.',
  'error.download-wrong-length':
    'The server sent a file of another length than announced. Nothing of it was kept: check the address, or try again later.',
  'error.download-wrong-hash':
    'What arrived is not the file that the hub describes (another SHA-256). It was deleted: load it again, or choose another endpoint.',
  'error.server-busy':
    'The server has too much to do ({status}). What has arrived is kept: try again later.',
  'error.server-without-ranges':
    'This server sends whole files only, and what this one holds is told at its end. Load it without a look, or choose a .safetensors file.',
  'error.hub-address':
    '“{text}” names no repository. Type owner/name, or paste the address of one of its files.',
  'error.hub-gated':
    'The owner gives these files only to people who have signed in and accepted the conditions. Accept them on the hub, download the file there, and drop it here.',
  'error.hub-not-found':
    '{repo} does not exist, or is private. Check the spelling of owner and name.',
  'error.hub-listing-invalid':
    'What answered is no listing of files. Check the endpoint: it must speak the hub’s addresses.',
  'error.hub-nothing-loadable':
    'There is nothing in {where} that can be loaded as CLIP. Choose a repository with a .safetensors file, or name the file.',
  'error.storage-full':
    'The browser’s storage has no room for this file: {missing} are missing. Delete kept files, or load it into memory.',
  'error.kept-in-use':
    'This file belongs to a model that is loaded, perhaps in another tab. Remove that column or close that tab, then delete the file.',
  'error.kept-unknown': 'Nothing is kept of this address.',
  'error.unknown-parameter': 'The model has no parameter named {name}. Look for it in the list.',
  'error.unknown-model': 'The model is no longer loaded. Load it again.',
  'error.patches-unavailable':
    'This model’s file brings its own computation, which gives one vector for a whole picture and none for its patches. Use the map of parts, which works with every model.',
  'error.invalid-input': 'The model could not use this input. Change it and try again.',
  'error.runtime-not-fetched':
    'The part of this page that computes (the runtime) did not come: {cause} Check the network and try again; what has been computed stays.',
  'runtime.download-status': 'the server answered {status} for {url}.',
  'runtime.download-silent': 'nothing came from {url} for {seconds} seconds.',
  'runtime.server-busy': 'the server of {url} is too busy ({status}).',
  'runtime.download-failed': 'the connection to {url} broke. {detail}',
  'error.runtime-not-started':
    'The part of this page that computes (the runtime) is here, but did not start: it was tried {tries} times, the last time for {seconds} seconds. The machine may be busy: close other programs and tabs, then try again.',
  'error.out-of-memory': 'There is not enough memory. Close other tabs, or choose a smaller model.',
  'error.worker-died': 'The engine has stopped. Start it again.',
  'error.engine-stuck':
    '{file} did not come to an end within {seconds} seconds, so the engine was stopped. The other models are loaded again; this one is not. Take the file from a source that you trust.',
  'error.too-much-work':
    'This file asks for more work than any honest one of its kind: {what}, of which {limit} are allowed. Take it from a source that you trust.',
  'error.part-missing':
    'A part of this page could not be fetched ({part}). Check the connection and try again; labels and pictures are still here.',
  'error.training-data':
    'Nothing can be learned from these pictures and names ({kind}). Give at least two different names with a readable picture each.',
  'error.training-diverged':
    'The training came apart at step {step}: its loss is {loss}. Try a lower rate; the model is as it was.',
  'error.internal': 'Something went wrong: {reason} Try again.',
  'error.facts': 'Known: {facts}.',
} as const;
