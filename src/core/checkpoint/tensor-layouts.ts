import type { Layout } from './load-report.ts';

/** Layouts that are known by the names of their tensors. */
export type NamedLayout = Exclude<Layout, 'onnx'>;

/** The tensors from which a parameter is made: joined along the first axis, or one that the file holds transposed. */
export interface TensorRequest {
  readonly names: readonly string[];
  readonly transposed: boolean;
}

/** Tensors that CLIP files hold and no parameter needs: ids, masks, counters, sizes, and timm's empty bias. */
const BUFFER =
  /^((vision_model|text_model)\.embeddings\.position_ids|(text\.)?attn_mask|(visual|patch_embed|stem|stages|final_conv)\..*\.num_batches_tracked|input_resolution|context_length|vocab_size)$/;

/** Names of the image side and of the text side in each layout, known to the model or not. */
const INSIDE: Readonly<Record<NamedLayout, readonly [image: RegExp, text: RegExp]>> = {
  openclip: [
    /^visual\./,
    /^(text\.|transformer\.|token_embedding|positional_embedding|ln_final|text_projection)/,
  ],
  hf: [/^vision_model\.|^visual_projection\b/, /^text_model\.|^text_projection\b/],
  timm: [
    /^(cls_token|reg_token|dist_token|pos_embed|patch_embed|norm_pre|blocks|norm|fc_norm|head|attn_pool|stem|stages|final_conv)\b/,
    /^$/,
  ],
};

/** The side of CLIP to which a (bare) name belongs, also one that no parameter has; `null` for what stands beside CLIP. */
export function sideOfName(layouts: readonly NamedLayout[], name: string): 'image' | 'text' | null {
  if (name.startsWith('lora_vit_')) return 'image';
  if (/^(lora_te\d?|lycoris)_/.test(name)) return 'text';
  for (const layout of layouts) {
    const [image, text] = INSIDE[layout];
    if (image.test(name)) return 'image';
    if (text.test(name)) return 'text';
  }
  return null;
}

/** Whether the tensor of that (bare) name is rightly unused. */
export function isBuffer(layouts: readonly NamedLayout[], name: string): boolean {
  return BUFFER.test(name) || mustBeZero(layouts, name);
}

/**
 * Whether that (bare) name is a tensor that CLIP has no place for and that must hold zeros: timm's head is a linear layer
 * with a bias, CLIP's projection has none, and timm's conversion fills it with zeros. Other values are a classifier's.
 */
export function mustBeZero(layouts: readonly NamedLayout[], name: string): boolean {
  return name === 'head.bias' && layouts.includes('timm');
}

/** Ways, best first, to find an OpenCLIP parameter in a file of that layout. */
export function tensorRequests(layout: NamedLayout, parameter: string): readonly TensorRequest[] {
  if (layout === 'openclip') return openClipRequests(parameter);
  if (parameter.startsWith(TRUNK)) {
    return layout === 'timm' ? [{ names: [parameter.slice(TRUNK.length)], transposed: false }] : [];
  }
  const pooling = poolRequest(layout, parameter);
  if (pooling) return [pooling];
  const block = /^(visual\.)?transformer\.resblocks\.(\d+)\.(.+)$/.exec(parameter);
  if (!block) return ROOT_NAMES[layout].get(parameter) ?? [];
  const [, visual, layer = '', rest = ''] = block;
  const names = BLOCK_NAMES[layout].get(rest);
  if (!names || (layout === 'timm' && !visual)) return [];
  const prefix =
    layout === 'timm' ? 'blocks' : `${visual ? 'vision' : 'text'}_model.encoder.layers`;
  return [{ names: names.map((name) => `${prefix}.${layer}.${name}`), transposed: false }];
}

/** In front of what only a tower of timm's has: OpenCLIP's own name of it. */
const TRUNK = 'visual.trunk.';

function openClipRequests(parameter: string): readonly TensorRequest[] {
  const plain = { names: [parameter], transposed: false };
  if (parameter.startsWith('logit_') || parameter.startsWith(TRUNK)) return [plain];
  // Models built from OpenCLIP's `CustomTextCLIP` keep the text side under its own name, and a tower of timm's as its trunk.
  if (!parameter.startsWith('visual.'))
    return [plain, { names: [`text.${parameter}`], transposed: false }];
  const trunk = tensorRequests('timm', parameter).map(({ names, transposed }) => ({
    names: names.map((name) => `${TRUNK}${name}`),
    transposed,
  }));
  return [plain, ...trunk];
}

const HF_VISION = 'vision_model';
const HF_TEXT = 'text_model';

/** `[parameter, tensor]`; a third entry marks a tensor that the file holds transposed. */
type Row = readonly [string, string, 'transposed'?];

const ROOT_NAMES = {
  hf: requestTable([
    ['logit_scale', 'logit_scale'],
    ['positional_embedding', `${HF_TEXT}.embeddings.position_embedding.weight`],
    ['token_embedding.weight', `${HF_TEXT}.embeddings.token_embedding.weight`],
    ['ln_final.weight', `${HF_TEXT}.final_layer_norm.weight`],
    ['ln_final.bias', `${HF_TEXT}.final_layer_norm.bias`],
    ['text_projection', 'text_projection.weight', 'transposed'],
    // SigLIP's, a linear layer with a bias.
    ['text_projection.weight', `${HF_TEXT}.head.weight`],
    ['text_projection.bias', `${HF_TEXT}.head.bias`],
    ['logit_bias', 'logit_bias'],
    ['visual.conv1.bias', `${HF_VISION}.embeddings.patch_embedding.bias`],
    ['visual.class_embedding', `${HF_VISION}.embeddings.class_embedding`],
    ['visual.positional_embedding', `${HF_VISION}.embeddings.position_embedding.weight`],
    ['visual.conv1.weight', `${HF_VISION}.embeddings.patch_embedding.weight`],
    // The missing "e" is in the layout itself.
    ['visual.ln_pre.weight', `${HF_VISION}.pre_layrnorm.weight`],
    ['visual.ln_pre.bias', `${HF_VISION}.pre_layrnorm.bias`],
    ['visual.ln_post.weight', `${HF_VISION}.post_layernorm.weight`],
    ['visual.ln_post.bias', `${HF_VISION}.post_layernorm.bias`],
    ['visual.proj', 'visual_projection.weight', 'transposed'],
  ]),
  timm: requestTable([
    ['visual.class_embedding', 'cls_token'],
    ['visual.positional_embedding', 'pos_embed'],
    ['visual.conv1.weight', 'patch_embed.proj.weight'],
    ['visual.conv1.bias', 'patch_embed.proj.bias'],
    ['visual.ln_pre.weight', 'norm_pre.weight'],
    ['visual.ln_pre.bias', 'norm_pre.bias'],
    ['visual.ln_post.weight', 'norm.weight'],
    ['visual.ln_post.bias', 'norm.bias'],
    ['visual.proj', 'head.weight', 'transposed'],
  ]),
};

const POOL = 'visual.attn_pool.';

/** What SigLIP's pooling is called in each layout; timm keeps the query's matrix and the others' apart. */
const POOL_NAMES = {
  hf: {
    prefix: `${HF_VISION}.head.`,
    names: new Map([
      ['probe', ['probe']],
      ...['in_proj_weight', 'in_proj_bias', 'out_proj.weight', 'out_proj.bias'].map(
        (name): [string, string[]] => [`attn.${name}`, [`attention.${name}`]],
      ),
      ...blockTable({ ln: ['layernorm'], 'mlp.c_fc': ['mlp.fc1'], 'mlp.c_proj': ['mlp.fc2'] }),
    ]),
  },
  timm: {
    prefix: 'attn_pool.',
    names: new Map([
      ['probe', ['latent']],
      ...blockTable({
        'attn.in_proj': ['q', 'kv'],
        'attn.out_proj': ['proj'],
        ln: ['norm'],
        'mlp.c_fc': ['mlp.fc1'],
        'mlp.c_proj': ['mlp.fc2'],
      }),
    ]),
  },
} as const;

function poolRequest(layout: 'hf' | 'timm', parameter: string): TensorRequest | null {
  if (!parameter.startsWith(POOL)) return null;
  const { prefix, names } = POOL_NAMES[layout];
  const own = names.get(parameter.slice(POOL.length));
  return own ? { names: own.map((name) => prefix + name), transposed: false } : null;
}

function requestTable(rows: readonly Row[]): ReadonlyMap<string, readonly TensorRequest[]> {
  return new Map(
    rows.map(([parameter, tensor, mark]) => [
      parameter,
      [{ names: [tensor], transposed: mark === 'transposed' }],
    ]),
  );
}

const BLOCK_NAMES = {
  hf: blockTable({
    ln_1: ['layer_norm1'],
    'attn.in_proj': ['self_attn.q_proj', 'self_attn.k_proj', 'self_attn.v_proj'],
    'attn.out_proj': ['self_attn.out_proj'],
    ln_2: ['layer_norm2'],
    'mlp.c_fc': ['mlp.fc1'],
    'mlp.c_proj': ['mlp.fc2'],
  }),
  timm: blockTable({
    ln_1: ['norm1'],
    'attn.in_proj': ['attn.qkv'],
    'attn.out_proj': ['attn.proj'],
    ln_2: ['norm2'],
    'mlp.c_fc': ['mlp.fc1'],
    'mlp.c_proj': ['mlp.fc2'],
  }),
};

/** Weight and bias of each layer of a block; OpenCLIP joins them to `in_proj` by an underscore. */
function blockTable(layers: Readonly<Record<string, readonly string[]>>) {
  return new Map(
    Object.entries(layers).flatMap(([layer, tensors]) =>
      ['weight', 'bias'].map((field): [string, readonly string[]] => [
        layer === 'attn.in_proj' ? `${layer}_${field}` : `${layer}.${field}`,
        tensors.map((tensor) => `${tensor}.${field}`),
      ]),
    ),
  );
}
