/** The distribution from which a parameter's random start is drawn. */
export type InitLaw =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'normal'; readonly mean: number; readonly std: number }
  /** Uniform on [-bound, bound); its standard deviation is bound / sqrt(3). */
  | { readonly kind: 'uniform'; readonly bound: number };

/**
 * How the image projection starts: as OpenCLIP's own parameter, or as `timm_proj: linear` makes it,
 * a linear layer without bias drawn after the rest of the model.
 */
export type ImageProjectionStart = 'openclip' | 'fresh-linear';
