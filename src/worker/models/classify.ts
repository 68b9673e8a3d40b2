import { classVectors } from '../../core/scoring/class-vectors.ts';
import { cosines } from '../../core/scoring/cosines.ts';
import { logits, softmax } from '../../core/scoring/probabilities.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import type { Classification, ImageInput, ImageOptions } from '../../engine/encoding.ts';
import { EngineError } from '../../engine/errors.ts';
import type { EncodeContext } from './encode-context.ts';
import { encodeImages } from './encode-images.ts';
import { encodeTexts } from './encode-texts.ts';
import type { Model } from './model.ts';

interface ClassifyOptions extends ImageOptions {
  readonly templates?: readonly string[];
}

/** OpenAI's plain prompt. */
const DEFAULT_TEMPLATES = ['a photo of a {label}'];

/**
 * Pictures against labels: each label's prompts are embedded, normalised, averaged and normalised again; cosines times
 * the logit scale go through a softmax over the labels.
 * @throws EngineError `invalid-input` where there is no label or no template, or one is empty
 */
export async function classify(
  model: Model,
  images: ImageInput,
  labels: readonly string[],
  options: ClassifyOptions,
  context: EncodeContext,
): Promise<Classification> {
  const { templates = DEFAULT_TEMPLATES } = options;
  if (labels.length === 0 || labels.some((label) => label.trim() === '')) {
    throw new EngineError('invalid-input', 'Give at least one label, and no empty one.');
  }
  if (templates.length === 0) {
    throw new EngineError('invalid-input', 'Give at least one template, such as {label}.');
  }
  const prompts = labels.flatMap((label) =>
    templates.map((template) => fillTemplate(template, label)),
  );
  const pictures = await encodeImages(model, images, options, context);
  const texts = await encodeTexts(model, prompts, options, context);
  const vectors = classVectors(
    texts,
    labels.map(() => templates.length),
  );
  const likeness = cosines(pictures, vectors);
  const { value: logitScale } = model.info.logitScale;
  const scaled = logits(likeness, logitScale);
  return {
    labels: [...labels],
    cosines: likeness.data,
    logits: scaled.data,
    probabilities: softmax(scaled).data,
    dims: likeness.dims,
    logitScale,
  };
}
