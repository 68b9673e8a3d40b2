export type ArchiveErrorCode =
  | 'archive-truncated'
  | 'archive-invalid'
  | 'archive-unsafe-name'
  | 'archive-too-large'
  | 'archive-unsupported';

/** An archive or table that cannot be read, with the facts the page needs to say why. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: ArchiveErrorCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
