/** A checkpoint, its configuration or its tokenizer. */
export const CHECKPOINT_ERRORS = [
  'checkpoint-truncated',
  'checkpoint-header-too-large',
  'checkpoint-header-invalid',
  'checkpoint-not-clip',
  'checkpoint-html',
  'checkpoint-pickle',
  'checkpoint-shape-mismatch',
  'checkpoint-unsupported',
  'towers-apart',
  'onnx-operator',
  'onnx-inputs',
  'onnx-outputs',
  'onnx-joined',
  'onnx-whole',
  'onnx-elsewhere',
  'config-invalid',
] as const;
export type CheckpointErrorCode = (typeof CHECKPOINT_ERRORS)[number];

/** An archive, or a table. */
export const ARCHIVE_ERRORS = [
  'archive-truncated',
  'archive-invalid',
  'archive-unsafe-name',
  'archive-too-large',
  'archive-unsupported',
] as const;
export type ArchiveErrorCode = (typeof ARCHIVE_ERRORS)[number];

/** A file that is to be a picture. */
export const PICTURE_ERRORS = [
  'picture-unreadable',
  'picture-truncated',
  'picture-too-large',
  'picture-format',
  'picture-svg',
  'picture-empty',
  'picture-not-a-picture',
] as const;
export type PictureErrorCode = (typeof PICTURE_ERRORS)[number];

/** A file of a run, or of vectors. */
export const RUN_FILE_ERRORS = [
  'run-file-invalid',
  'run-file-version',
  'run-file-too-large',
  'vectors-none',
  'vectors-unknown',
  'vectors-shape',
  'vectors-names',
  'vectors-values',
  'vectors-widths',
  'vectors-classes',
  'tally-invalid',
  'tally-version',
  'tally-labels',
  'shards-none',
  'shards-missing',
  'shards-twice',
  'shards-damaged',
  'shards-type',
  'shards-width',
  'shards-cut',
  'shards-length',
  'shards-labels',
  'shards-label',
  'shards-columns',
  'scoring-stopped',
] as const;
export type RunFileErrorCode = (typeof RUN_FILE_ERRORS)[number];

type FileErrorCode = CheckpointErrorCode | ArchiveErrorCode | PictureErrorCode | RunFileErrorCode;

/** Facts that a sentence about a failure is filled with. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/**
 * A failure that the page can put into words: by default a file that cannot be used. `code` says which one, `details`
 * with which facts, and the message is an English sentence with the next step.
 */
export class CodedError<Code extends string = FileErrorCode> extends Error {
  override readonly name: string = 'CodedError';
  readonly code: Code;
  readonly details: ErrorDetails;

  constructor(code: Code, message: string, details: ErrorDetails = {}) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

const OF_ARCHIVES: ReadonlySet<string> = new Set(ARCHIVE_ERRORS);

/** Whether an archive or a table is at fault, and not what reads it. */
export function isArchiveError(error: unknown): error is CodedError<ArchiveErrorCode> {
  return error instanceof CodedError && OF_ARCHIVES.has(error.code);
}
