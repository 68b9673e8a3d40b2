/** The distribution from which a parameter's random start is drawn. */
export type InitLaw =
  | { readonly kind: 'constant'; readonly value: number }
  | {
      readonly kind: 'normal';
      readonly mean: number;
      readonly std: number;
      /** Drawn as `trunc_normal_` draws: by the inverse error function, and cut at minus and plus this number. */
      readonly cutAt?: number;
    }
  /** Uniform on [-bound, bound); its standard deviation is bound / sqrt(3). */
  | { readonly kind: 'uniform'; readonly bound: number };

/**
 * In which order OpenCLIP draws a model: its own, or that of a model whose image tower timm makes, with the head of timm's
 * tower as the projection (`timm_proj: ""`) or with a new linear layer (`timm_proj: linear`). There the image tower comes
 * first, by timm's laws, so the text side stands elsewhere in the stream of random numbers.
 */
export type InitOrder = 'openclip' | 'timm-head' | 'timm-linear';
