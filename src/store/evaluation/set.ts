/** A picture with its true class; its bytes are read when its turn comes, or to be shown, and not kept. */
export interface EvaluationPicture {
  readonly name: string;
  readonly trueClass: number;
  readonly read: (signal: AbortSignal) => Promise<Blob>;
}

/** Pictures and the names of their classes. */
export interface EvaluationSet {
  /** For each class its names; any of them stands for it, the first is shown. */
  readonly classes: readonly { readonly names: readonly string[] }[];
  readonly pictures: readonly EvaluationPicture[];
  /** Pictures that lie in no class's folder. */
  readonly unclassed: number;
}
