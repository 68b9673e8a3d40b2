export type RunFileErrorCode =
  | 'run-file-invalid'
  | 'run-file-version'
  | 'run-file-too-large'
  | 'vectors-none'
  | 'vectors-unknown'
  | 'vectors-shape'
  | 'vectors-names'
  | 'vectors-values'
  | 'vectors-widths'
  | 'vectors-classes';

/** A file of a run, or of vectors, that cannot be used, with the facts the page needs to say why. */
export class RunFileError extends Error {
  override readonly name = 'RunFileError';
  readonly code: RunFileErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: RunFileErrorCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
