export type PictureErrorCode =
  | 'picture-unreadable'
  | 'picture-truncated'
  | 'picture-too-large'
  | 'picture-format'
  | 'picture-svg'
  | 'picture-empty'
  | 'picture-not-a-picture';

/** A file that cannot be used as a picture, with the facts the page needs to say why. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly code: PictureErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(
    code: PictureErrorCode,
    message: string,
    details: Readonly<Record<string, string | number>> = {},
  ) {
    super(message);
    this.code = code;
    this.details = details;
  }
}
