/** A checkpoint that lies beside the page, in `models/`. */
export interface OwnModel {
  readonly name: string;
  readonly url: string;
  /** Bytes of all its files. */
  readonly size: number;
}
