import type { NamedLayout } from './tensor-layouts.ts';

export type MarkedSide = 'image' | 'text';

/** Names by which a tower of a layout is known, looked for behind any prefix. */
export interface Mark {
  readonly layout: NamedLayout;
  readonly side: MarkedSide;
  /** Matches the name from behind its prefix. */
  readonly pattern: RegExp;
  /** What is missing in front of these names: files of one tower leave its own name out. */
  readonly lacks?: string;
}

/** Whole names of CLIP's. */
export const MARKS: readonly Mark[] = [
  {
    layout: 'openclip',
    side: 'image',
    pattern:
      /^visual\.(conv1\.|class_embedding$|positional_embedding$|proj$|ln_pre\.|ln_post\.|transformer\.resblocks\.\d+\.|trunk\.(attn_pool|patch_embed\.backbone|stem|stages|final_conv)\.|layer[1-4]\.\d+\.|attnpool\.|bn[1-3]\.)/,
  },
  {
    layout: 'openclip',
    side: 'text',
    pattern:
      /^(text\.)?(transformer\.resblocks\.\d+\.|token_embedding\.weight$|ln_final\.|text_projection(\.weight)?$|positional_embedding$)/,
  },
  {
    layout: 'hf',
    side: 'image',
    pattern: /^vision_model\.(embeddings|encoder\.layers|pre_layrnorm|post_layernorm)\./,
  },
  {
    layout: 'hf',
    side: 'text',
    pattern: /^text_model\.(embeddings|encoder\.layers|final_layer_norm)\./,
  },
  {
    layout: 'timm',
    side: 'image',
    pattern:
      /^(cls_token$|pos_embed$|patch_embed\.proj\.|norm_pre\.|blocks\.\d+\.|patch_embed\.backbone\.\d+\.conv\.|stem\.\d+\.conv_kxk\.\d+\.|stages\.\d+\.blocks\.\d+\.token_mixer\.)/,
  },
];

/** Names of one tower without the tower's own name; looked for only where no whole name is. */
export const BARE_MARKS: readonly Mark[] = [
  {
    layout: 'openclip',
    side: 'image',
    lacks: 'visual.',
    pattern: /^(class_embedding$|ln_pre\.|ln_post\.|attnpool\.)/,
  },
  {
    layout: 'hf',
    side: 'image',
    lacks: 'vision_model.',
    pattern: /^(embeddings\.(class_embedding$|patch_embedding\.)|pre_layrnorm\.)/,
  },
  {
    layout: 'hf',
    side: 'text',
    lacks: 'text_model.',
    pattern: /^embeddings\.token_embedding\./,
  },
];

/**
 * A projection or the scale, where a wrapper keeps it outside of what it wraps. One of them alone makes no CLIP, as
 * safety checkers and other users of CLIP's embeddings hold one.
 */
export const OUTSIDE: Readonly<Record<NamedLayout, readonly string[]>> = {
  openclip: ['logit_scale', 'logit_bias', 'text_projection'],
  hf: ['logit_scale', 'logit_bias', 'visual_projection.weight', 'text_projection.weight'],
  timm: [],
};
