/** Ready graphs of towers hold neither scale nor bias: where both were found instead. */
export type ScaleOrigin =
  /** By range in a file beside them, of which so many bytes were read. */
  | { readonly kind: 'file'; readonly file: string; readonly bytes: number }
  /** By what is published for the repository. */
  | { readonly kind: 'published'; readonly repo: string };
