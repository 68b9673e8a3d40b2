import { CodedError } from '../errors.ts';
import type { Activation } from './architecture.ts';
import {
  checkInteger,
  type Fields,
  fieldValue,
  section,
  textField,
  wrongField,
} from './config-fields.ts';
import { LIMITS } from './limits.ts';
import { mobileTower } from './openclip-mobile.ts';
import { quote } from '../quote.ts';

/** What a timm configuration says of the tower; its sizes are in timm's code, or follow from the tensors. */
export interface TimmModel {
  readonly activation: Activation;
  /** Where the file says it: shapes cannot tell the heads. */
  readonly heads: number | null;
  /** Side of the pictures; FastViT's shapes cannot tell it. */
  readonly imageSize: number | null;
}

/**
 * The activation that a timm configuration names, and the heads where `model_args` has them.
 * timm writes `quickgelu` into the names of the models that want it, and OpenAI's own weights want it always.
 * @throws CodedError where the name is not that of a plain CLIP image tower
 */
export function readTimmConfig(fields: Fields): TimmModel {
  const name = textField(fields, 'architecture');
  if (name === null) throw wrongField(fields, 'architecture', "the name of one of timm's models");
  const pretrained = section(fields, 'pretrained_cfg');
  const tag = (pretrained && textField(pretrained, 'tag')) ?? '';
  const full = `${name}.${tag}`;
  const imageSize = readSize(pretrained);
  if (mobileTower(name)) return { activation: 'gelu', heads: readHeads(fields), imageSize };
  if (name.startsWith('fastvit_mci')) {
    throw unsupported(fields, full, 'its image tower has more than four stages');
  }
  const siglip = /^vit_\w*siglip_/.test(name);
  if (!siglip && !/clip/.test(name)) throw notClip(fields, full);
  if (/_gap_|naflex/.test(name)) {
    throw unsupported(fields, full, "it is a SigLIP without SigLIP's own pooling");
  }
  if (!siglip && !/^vit_.*_clip_/.test(name)) {
    throw unsupported(fields, full, "it is not a vision transformer with CLIP's own blocks");
  }
  if (/(^|_)ft_/.test(tag)) {
    throw unsupported(fields, full, 'it was tuned as a classifier and has lost its link to texts');
  }
  return {
    activation: siglip ? 'gelu-tanh' : /quickgelu|openai/.test(full) ? 'quickgelu' : 'gelu',
    heads: readHeads(fields),
    imageSize,
  };
}

function readHeads(fields: Fields): number | null {
  const own = section(fields, 'model_args');
  const heads = own && fieldValue(own, 'num_heads');
  if (!own || heads === undefined) return null;
  return checkInteger(own, 'num_heads', heads, LIMITS.heads);
}

/** The last of `input_size`'s three; what else is in it is checked where pictures are prepared. */
function readSize(pretrained: Fields | null): number | null {
  const size = pretrained && fieldValue(pretrained, 'input_size');
  if (!pretrained || !Array.isArray(size)) return null;
  return checkInteger(pretrained, 'input_size', size.at(-1), LIMITS.imageSize);
}

function notClip(fields: Fields, name: string): CodedError {
  return new CodedError(
    'checkpoint-not-clip',
    `${fields.file} describes ${quote(name)}, an image model that was never trained with texts. Choose a CLIP checkpoint.`,
    { kind: 'other-model', file: fields.file, model: quote(name) },
  );
}

function unsupported(fields: Fields, name: string, fault: string): CodedError {
  return new CodedError(
    'checkpoint-unsupported',
    `This page cannot build ${quote(name)} of ${fields.file}: ${fault}. Choose a plain CLIP checkpoint.`,
    { kind: 'described', file: fields.file, model: quote(name), fault },
  );
}
