import { CheckpointError } from './checkpoint-error.ts';
import { quote } from '../model/quote.ts';
import { findPieces, shapeOfPieces, type TensorIndex } from './tensor-index.ts';

/** Relatives of CLIP that these towers cannot stand for, by a tensor that only they have. */
const RELATIVES: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)logit_bias$|^attn_pool\.|^vision_model\.embeddings\.patch_embedding\.bias$/, 'SigLIP'],
  [/^text_decoder\./, 'CoCa'],
  [/^visual\.trunk\./, 'OpenCLIP around an image tower of timm'],
  [/^visual\.(blocks|patch_embed|rope)\b/, 'EVA-CLIP'],
  [
    /^text\.transformer\.(embeddings|encoder|layers?|pooler)\b/,
    'OpenCLIP around a text tower of Hugging Face',
  ],
  [/^text_model\.encoder\.layer\./, 'CLIP with a BERT as its text tower'],
  [/^stem\.conv1\.conv\.|^attnpool\./, "CLIP's ResNet in timm's own layout"],
];

const LANGUAGE_MODEL = /(^|\.)(embed_tokens|lm_head|wte|word_embeddings)\b/;

/** Rows of a timm head that are classes of ImageNet in its editions, not dimensions of an embedding. */
const CLASS_COUNTS = new Set([1000, 11_821, 21_841, 21_843]);

/**
 * Refuses files that hold another kind of model, by the names of their tensors.
 * @throws CheckpointError `checkpoint-unsupported` for relatives of CLIP, `checkpoint-not-clip` for everything else
 */
export function refuseForeignCheckpoint(index: TensorIndex): void {
  const names = [...index.byName.keys()];
  if (names.length === 0 && Object.keys(index.graphs).length > 0) return;
  for (const [pattern, kind] of RELATIVES) {
    const mark = names.find((name) => pattern.test(name));
    if (mark !== undefined) throw relative(kind, mark);
  }
  if (index.layouts.length === 0) throw stranger(names);
  if (index.layouts.includes('timm')) refuseOtherTimmModel(index);
}

function refuseOtherTimmModel(index: TensorIndex): void {
  if (!index.byName.has('norm_pre.weight')) {
    throw new CheckpointError(
      'checkpoint-not-clip',
      "This is a vision transformer in timm's layout without the norm before its blocks that CLIP has, so it was not trained with texts. Choose a CLIP checkpoint.",
      { kind: 'timm' },
    );
  }
  const head = findPieces(index, 'visual.proj');
  const dimensions = head && shapeOfPieces(head, 2)?.[1];
  if (dimensions && CLASS_COUNTS.has(dimensions)) {
    throw new CheckpointError(
      'checkpoint-unsupported',
      `This image tower was tuned as a classifier of ${dimensions} classes and has lost its link to texts. Choose the CLIP checkpoint that it came from.`,
      { kind: 'classifier', classes: dimensions },
    );
  }
}

function relative(kind: string, mark: string): CheckpointError {
  return new CheckpointError(
    'checkpoint-unsupported',
    `This looks like ${kind} (it holds ${quote(mark)}), which this page cannot run. Choose a plain CLIP checkpoint.`,
    { kind, tensor: quote(mark) },
  );
}

function stranger(names: readonly string[]): CheckpointError {
  const word = names.find((name) => LANGUAGE_MODEL.test(name));
  const shown = word ?? names[0];
  const what = word === undefined ? 'another kind of model' : 'a language model';
  const mark = shown === undefined ? 'it holds no tensors' : `it holds ${quote(shown)}`;
  return new CheckpointError(
    'checkpoint-not-clip',
    `This file is no CLIP checkpoint but ${shown === undefined ? 'an empty one' : what} (${mark}). Choose a CLIP checkpoint.`,
    { kind: what, tensors: names.length },
  );
}
