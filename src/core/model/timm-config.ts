import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import type { Activation } from './architecture.ts';
import { type Fields, section, textField, wrongField } from './config-fields.ts';
import { quote } from './quote.ts';

/**
 * The activation that a timm configuration names; the sizes of the tower are in its code, not in the file.
 * timm writes `quickgelu` into the names of the models that want it, and OpenAI's own weights want it always.
 * @throws CheckpointError where the name is not that of a plain CLIP image tower
 */
export function readTimmConfig(fields: Fields): Activation {
  const name = textField(fields, 'architecture');
  if (name === null) throw wrongField(fields, 'architecture', "the name of one of timm's models");
  const pretrained = section(fields, 'pretrained_cfg');
  const tag = (pretrained && textField(pretrained, 'tag')) ?? '';
  const full = `${name}.${tag}`;
  if (!/clip/.test(name)) throw notClip(fields, full);
  if (!/^vit_.*_clip_/.test(name)) {
    throw unsupported(fields, full, "it is not a vision transformer with CLIP's own blocks");
  }
  if (/(^|_)ft_/.test(tag)) {
    throw unsupported(fields, full, 'it was tuned as a classifier and has lost its link to texts');
  }
  return /quickgelu|openai/.test(full) ? 'quickgelu' : 'gelu';
}

function notClip(fields: Fields, name: string): CheckpointError {
  return new CheckpointError(
    'checkpoint-not-clip',
    `${fields.file} describes ${quote(name)}, an image model that was never trained with texts. Choose a CLIP checkpoint.`,
    { file: fields.file, kind: quote(name) },
  );
}

function unsupported(fields: Fields, name: string, fault: string): CheckpointError {
  return new CheckpointError(
    'checkpoint-unsupported',
    `This page cannot build ${quote(name)} of ${fields.file}: ${fault}. Choose a plain CLIP checkpoint.`,
    { file: fields.file, kind: quote(name), fault },
  );
}
