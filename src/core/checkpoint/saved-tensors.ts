import type { ModelDescription } from '../model/architecture.ts';
import type { Parameter } from '../model/parameters.ts';

import { type NamedLayout, tensorRequests } from './tensor-layouts.ts';
import { transpose } from './tensor-values.ts';

/** A tensor of a file that is to be saved, in float32. */
export interface SavedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * The layouts in which a model can be saved. Neither Hugging Face's nor timm's has a place for CLIP's ResNet, OpenCLIP's
 * configuration knows one activation for both towers, and only its preprocessing can pad with any colour. SigLIP is saved as
 * transformers has it, where both towers are SigLIP's.
 */
export function layoutsFor({
  architecture,
  textActivation,
  preprocessing,
}: ModelDescription): readonly NamedLayout[] {
  const { image, text } = architecture;
  const fitted = preprocessing.fit !== 'longest';
  if (image.kind === 'siglip' && text.kind === 'siglip') return fitted ? ['hf'] : [];
  if (image.kind === 'siglip' || text.kind === 'siglip') return [];
  // No layout but OpenCLIP's has a place for MobileCLIP's, and that one makes its towers by timm's names of them.
  if (image.kind === 'vit-mci' || image.kind === 'fastvit') return [];
  const openclip: readonly NamedLayout[] = textActivation ? [] : ['openclip'];
  // Only OpenCLIP's configuration can leave the mask of the text side away.
  if (image.kind !== 'vit' || !fitted || text.unmasked) return openclip;
  return [...openclip, 'hf', 'timm'];
}

/** Whether a layout has a place for the parameter: timm's holds the image side only. */
export function isSavedIn(layout: NamedLayout, { name }: Parameter): boolean {
  return tensorRequests(layout, name).length > 0;
}

/** Leading axes with which timm, and transformers for SigLIP, keep what the model has without them. */
const TIMM_AXES: Readonly<Record<string, readonly number[]>> = {
  cls_token: [1, 1],
  pos_embed: [1],
};
const SIGLIP_AXES: Readonly<Record<string, readonly number[]>> = {
  'vision_model.head.probe': [1, 1],
  logit_scale: [1],
  logit_bias: [1],
};

/** A parameter's numbers as the tensors of a layout: the inverse of how they are found when they are loaded. */
export function savedTensors(
  layout: NamedLayout,
  { name, shape }: Parameter,
  values: Float32Array,
  { architecture }: Pick<ModelDescription, 'architecture'>,
): readonly SavedTensor[] {
  const [request] = tensorRequests(layout, name);
  if (!request) return [];
  const [rows = 1, ...rest] = shape;
  const { names, transposed } = request;
  if (transposed) {
    const [columns = 1] = rest;
    const turned = transpose(values, rows, columns);
    return names.map((own) => ({ name: own, shape: [columns, rows], values: turned }));
  }
  if (names.length > 1) {
    const length = values.length / names.length;
    return names.map((own, piece) => ({
      name: own,
      shape: [rows / names.length, ...rest],
      values: values.subarray(piece * length, (piece + 1) * length),
    }));
  }
  return names.map((own) => {
    const axes = axesOf(layout, architecture.image.kind === 'siglip')[own] ?? [];
    return { name: own, shape: [...axes, ...shape], values };
  });
}

function axesOf(layout: NamedLayout, siglip: boolean) {
  if (layout === 'timm') return TIMM_AXES;
  return siglip ? SIGLIP_AXES : {};
}

/** What a layout's file holds beside the parameters: timm's head is a linear layer with a bias, which CLIP lacks. */
export function extraTensors(
  layout: NamedLayout,
  { architecture: { embedDim } }: ModelDescription,
): readonly SavedTensor[] {
  if (layout !== 'timm') return [];
  return [{ name: 'head.bias', shape: [embedDim], values: new Float32Array(embedDim) }];
}
