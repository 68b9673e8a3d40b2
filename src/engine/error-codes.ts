import {
  ARCHIVE_ERRORS,
  CHECKPOINT_ERRORS,
  PICTURE_ERRORS,
  RUN_FILE_ERRORS,
} from '../core/errors.ts';

/** Every code that a failure can have, by what it is about. */
export const ERROR_CODES = {
  picture: PICTURE_ERRORS,
  checkpoint: [...CHECKPOINT_ERRORS, 'checkpoint-none', 'checkpoint-bad-values', 'source-held'],
  tokenizer: ['tokenizer-missing', 'tokenizer-invalid'],
  training: ['training-data', 'training-diverged'],
  download: [
    'download-failed',
    'download-silent',
    'download-status',
    'download-changed',
    'download-wrong-length',
    'download-wrong-hash',
    'server-busy',
    'server-without-ranges',
  ],
  hub: ['hub-address', 'hub-gated', 'hub-not-found', 'hub-listing-invalid', 'hub-nothing-loadable'],
  space: ['storage-full'],
  kept: ['kept-in-use', 'kept-unknown'],
  archive: ARCHIVE_ERRORS,
  /** Files of an evaluation, which the page reads itself. */
  run: RUN_FILE_ERRORS,
  /** Sets of pictures to evaluate on, which the page reads itself. */
  set: [
    'set-empty',
    'set-one-class',
    'set-no-labels',
    'set-packed',
    'set-foreign-archive',
    'set-unreadable',
    'set-bad-table',
    'set-too-many-classes',
    'set-too-large',
  ],
  runtime: ['runtime-not-fetched', 'runtime-not-started', 'precision-unavailable'],
  model: ['unknown-model'],
  /** A model whose image tower gives no vector for each place. */
  patches: ['patches-unavailable'],
  parameter: ['unknown-parameter'],
  /** What can befall any call. */
  any: [
    'invalid-input',
    'too-much-work',
    'out-of-memory',
    'worker-died',
    'engine-stuck',
    'part-missing',
    'browser-silent',
    'internal',
  ],
} as const;

export type ErrorKind = keyof typeof ERROR_CODES;
export type EngineErrorCode = (typeof ERROR_CODES)[ErrorKind][number];
