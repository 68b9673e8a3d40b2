import { CodedError } from '../errors.ts';
import { holdsMobile, holdsSiglip } from '../model/infer-towers.ts';
import { HEAD } from '../model/mobile-layers.ts';
import { quote } from '../quote.ts';
import { isOfAdapter, readFlatName, readMagnitudeName, unmergedForm } from './lora.ts';
import { findPieces, shapeOfPieces, type TensorIndex } from './tensor-index.ts';
import { sideOfName } from './tensor-layouts.ts';

const AROUND_TIMM = 'OpenCLIP around an image tower of timm';

/** Relatives of CLIP that these towers cannot stand for, by a tensor that only they have. */
const RELATIVES: readonly (readonly [RegExp, string])[] = [
  [
    /(^|\.)logit_bias$|^attn_pool\.|^vision_model\.(embeddings\.patch_embedding\.bias|head\.)|^text_model\.head\./,
    'SigLIP',
  ],
  [/^text_decoder\./, 'CoCa'],
  [/\.reparam_conv\./, 'FastViT with its branches folded'],
  [/^(visual\.)?trunk\./, AROUND_TIMM],
  [/^visual\.(blocks|patch_embed|rope)\b/, 'EVA-CLIP'],
  [/^bert\.(embeddings|encoder)\./, 'Chinese-CLIP'],
  [
    /^text\.transformer\.(embeddings|encoder|layers?|pooler)\b/,
    'OpenCLIP around a text tower of Hugging Face',
  ],
  [/^text_model\.roberta\./, 'AltCLIP'],
  [
    /^text_model\.(encoder\.layer|embeddings\.word_embeddings)\./,
    'CLIP with a BERT as its text tower',
  ],
  [/^(mit|prompts_visual_layernorm|prompts_generator)\./, 'X-CLIP'],
  [/^(owlvit\.|class_head\.)|^vision_model\.pre_layernorm\./, 'OWL-ViT'],
  [/^vision_model\.encoder\.stages\./, 'GroupViT'],
  [/^image_encoder\.model\.(patch_emb(ed)?|network)\./, "MobileCLIP in its authors' own layout"],
  [/^(visual_encoder|text_encoder\.encoder\.layer)\./, 'BLIP'],
  [/^stem\.conv1\.conv\.|^attnpool\./, "CLIP's ResNet in timm's own layout"],
];

/** What a file with SigLIP's own pooling or text head may look like, since these are built. */
const BUILT_OF_SIGLIP: ReadonlySet<string> = new Set(['SigLIP', AROUND_TIMM]);

const LANGUAGE_MODEL = /(^|\.)(embed_tokens|lm_head|wte|word_embeddings)\b/;
/** Of a projection without towers: what looks at the embeddings of a CLIP that is elsewhere. */
const PROJECTION = /(^|\.)(visual_projection|text_projection)(\.weight)?$|^concept_embeds$/;

/** Rows of a timm head that are classes of ImageNet in its editions, not dimensions of an embedding. */
const CLASS_COUNTS = new Set([1000, 11_821, 21_841, 21_843]);

/**
 * Refuses files that hold another kind of model, by the names of their tensors.
 * @param base the model that an adapter belongs to, where its configuration tells
 * @throws CodedError `checkpoint-unsupported` for relatives of CLIP, `checkpoint-not-clip` for everything else
 */
export function refuseForeignCheckpoint(index: TensorIndex, base: string | null): void {
  const names = [...index.byName.keys()];
  if (names.length === 0 && Object.keys(index.graphs).length > 0) return;
  refuseAdapterAlone(index, base);
  const siglip = holdsSiglip(index);
  const mobile = holdsMobile(index) !== null;
  for (const [pattern, kind] of RELATIVES) {
    if (siglip && BUILT_OF_SIGLIP.has(kind)) continue;
    if (mobile && kind === AROUND_TIMM) continue;
    // A BERT alone is a language model.
    if (kind === 'Chinese-CLIP' && index.layouts.length === 0) continue;
    const mark = names.find((name) => pattern.test(name));
    if (mark !== undefined) throw relative(kind, mark);
  }
  const inside = names.some((name) => sideOfName(index.layouts, name) !== null);
  if (index.layouts.length === 0 || !inside) throw stranger(names);
  if (index.layouts.includes('timm') && !siglip) refuseOtherTimmModel(index, mobile);
}

/** A file may have a few whole layers beside those that it adapts, but no tower has so few. */
const ADAPTED_TO_WHOLE = 8;

function refuseAdapterAlone(index: TensorIndex, base: string | null): void {
  const names = [...index.byName.keys()];
  const adapters = names.filter(isOfAdapter);
  const whole = names.filter((name) => !isOfAdapter(name) && sideOfName(index.layouts, name));
  if (adapters.length > whole.length * ADAPTED_TO_WHOLE) throw adapterAlone(adapters, base);
  const unet = index.outside.find(({ tensor }) => readFlatName(tensor.name)?.model === 'lora_unet');
  if (!unet || names.length > 0) return;
  const tensor = quote(unet.tensor.name);
  throw new CodedError(
    'checkpoint-unsupported',
    `This is an adapter for the image generator (U-Net) of Stable Diffusion alone (it holds ${tensor}), and changes nothing of CLIP. Choose a CLIP checkpoint.`,
    { kind: 'adapter-unet', tensor },
  );
}

function refuseOtherTimmModel(index: TensorIndex, mobile: boolean): void {
  if (!mobile && !index.byName.has('norm_pre.weight')) {
    throw new CodedError(
      'checkpoint-not-clip',
      "This is a vision transformer in timm's layout without the norm before its blocks that CLIP has, so it was not trained with texts. Choose a CLIP checkpoint.",
      { kind: 'timm' },
    );
  }
  const fast = findPieces(index, `${HEAD}.fc.weight`);
  const head = fast ?? findPieces(index, 'visual.proj');
  const dimensions = head && shapeOfPieces(head, 2)?.[fast ? 0 : 1];
  if (dimensions && CLASS_COUNTS.has(dimensions)) {
    throw new CodedError(
      'checkpoint-unsupported',
      `This image tower was tuned as a classifier of ${dimensions} classes and has lost its link to texts. Choose the CLIP checkpoint that it came from.`,
      { kind: 'classifier', classes: dimensions },
    );
  }
}

function relative(family: string, mark: string): CodedError {
  return new CodedError(
    'checkpoint-unsupported',
    `This looks like ${family} (it holds ${quote(mark)}), which this page cannot run. Choose a plain CLIP checkpoint.`,
    { kind: 'relative', family, tensor: quote(mark) },
  );
}

function adapterAlone(names: readonly string[], base: string | null): CodedError {
  const other = names.find((name) => unmergedForm(name) !== null);
  const tensor = quote(other ?? names[0] ?? '');
  const unmerged = other === undefined ? null : unmergedForm(other);
  if (unmerged !== null) {
    return new CodedError(
      'checkpoint-unsupported',
      `This is an adapter of the form ${unmerged} (it holds ${tensor}), which this page cannot merge. Merge it with its base model by the program that made it, and choose the result.`,
      { kind: 'adapter-form', tensor, form: unmerged },
    );
  }
  const dora = names.some((name) => readMagnitudeName(name) !== null) ? 'DoRA' : 'LoRA';
  const form = names.some((name) => readFlatName(name) !== null) ? `${dora} (kohya)` : dora;
  if (base === null) {
    return new CodedError(
      'checkpoint-unsupported',
      `This is a ${form} adapter without its base model (it holds ${tensor}): small changes to a model that is elsewhere. Add the base model's file to it, or merge the two where it was trained.`,
      { kind: 'adapter', tensor, form },
    );
  }
  return new CodedError(
    'checkpoint-unsupported',
    `This is a ${form} adapter (it holds ${tensor}) without its base model ${quote(base)}. Add that model's file to it, or merge the two in Python first (merge_and_unload).`,
    { kind: 'adapter-of', tensor, base: quote(base), form },
  );
}

function stranger(names: readonly string[]): CodedError {
  const [first] = names;
  if (first === undefined) {
    return new CodedError(
      'checkpoint-not-clip',
      'This file is no CLIP checkpoint but an empty one: it holds no tensors. Choose a CLIP checkpoint.',
      { kind: 'empty' },
    );
  }
  const projection = names.find((name) => PROJECTION.test(name));
  const word = names.find((name) => LANGUAGE_MODEL.test(name));
  const tensor = quote(projection ?? word ?? first);
  const [kind, what] =
    projection !== undefined
      ? (['projection', 'only a projection of one'] as const)
      : word !== undefined
        ? (['language-model', 'a language model'] as const)
        : (['stranger', 'another kind of model'] as const);
  return new CodedError(
    'checkpoint-not-clip',
    `This file is no CLIP checkpoint but ${what} (among its ${names.length} tensors is ${tensor}). Choose a CLIP checkpoint.`,
    { kind, tensor, tensors: names.length },
  );
}
