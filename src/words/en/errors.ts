/** What went wrong and what to do, by the code of the error, in English. */
export const enErrors = {
  'error.storage-full':
    'The browser’s storage has no room for this file: {missing} are missing. Delete kept files, or load it into memory.',
  'error.unknown-model': 'The model is no longer loaded. Load it again.',
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
  'error.part-missing':
    'A part of this page could not be fetched ({part}). Check the connection and try again; labels and pictures are still here.',
  'error.internal': 'Something went wrong: {reason} Try again.',
  'error.facts': 'Known: {facts}.',
} as const;
