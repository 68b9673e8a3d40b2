import type { Activation, TextTower, VitTower } from '../model/architecture.ts';

/** A tower that is a plain pre-norm transformer with a projection, as CLIP's are: what else than a graph can compute. */
export type PlainTower = {
  readonly activation: Activation;
  readonly embedDim: number;
} & (
  | { readonly side: 'image'; readonly tower: VitTower }
  | { readonly side: 'text'; readonly tower: TextTower }
);
