/** What SigLIP's checkpoints were trained with: the logarithm of the factor on cosines, and the bias. */
export interface PublishedScoring {
  readonly logScale: number;
  readonly bias: number;
}

const SIGLIP_B16_224: PublishedScoring = {
  logScale: 4.7649970054626465,
  bias: -12.9324369430542,
};
const SIGLIP2_B16_224: PublishedScoring = { logScale: 4.724453449, bias: -16.771724701 };

/**
 * By repository: split graphs hold neither number. Those of SigLIP are `logit_scale` and `logit_bias` of the checkpoint
 * google/siglip-base-patch16-224, as several public programs have them that apply them outside of the same graphs.
 */
const PUBLISHED: ReadonlyMap<string, PublishedScoring> = new Map([
  ['google/siglip-base-patch16-224', SIGLIP_B16_224],
  ['xenova/siglip-base-patch16-224', SIGLIP_B16_224],
  ['google/siglip2-base-patch16-224', SIGLIP2_B16_224],
  ['onnx-community/siglip2-base-patch16-224-onnx', SIGLIP2_B16_224],
]);

/** Scale and bias of a repository of the hub, or `null` where they are not known. */
export function publishedScoring(repo: string): PublishedScoring | null {
  return PUBLISHED.get(repo.toLowerCase()) ?? null;
}
