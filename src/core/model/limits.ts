import { CodedError } from '../errors.ts';
import type { Architecture, FastVitTower, ResNetTower } from './architecture.ts';
import { FASTVIT_HEAD_WIDTH } from './mobile-layers.ts';
import { elementCount, parametersOf } from './parameters.ts';

/**
 * What a configuration may ask for. Each bound lies a few times above the largest published CLIP (ViT-bigG: width 1664,
 * 48 layers, MLPs of 8192; RN50x64: width 128, 36 blocks in a stage), so that a wrong number costs no memory.
 */
export const LIMITS = {
  embedDim: { least: 1, most: 8192 },
  imageSize: { least: 1, most: 2048 },
  patchSize: { least: 1, most: 256 },
  width: { least: 1, most: 8192 },
  resNetWidth: { least: 2, most: 512 },
  layers: { least: 1, most: 128 },
  heads: { least: 1, most: 512 },
  headWidth: { least: 1, most: 8192 },
  mlpWidth: { least: 1, most: 65_536 },
  mlpRatio: { least: 0.01, most: 64 },
  contextLength: { least: 1, most: 4096 },
  vocabSize: { least: 2, most: 2_000_000 },
} as const;

/** ViT-bigG has 2.54 thousand million numbers. */
const MAX_NUMBERS = 3_000_000_000;

/**
 * Checks what no single field shows: sizes that must divide each other, and the whole.
 * @param source what the numbers come from, for the sentence
 * @throws CodedError
 */
export function checkArchitecture(architecture: Architecture, source: string): Architecture {
  const { image, text } = architecture;
  const fail = (field: string, fault: string) =>
    new CodedError(
      'config-invalid',
      `${source} does not describe a model: ${fault}. Take the configuration that belongs to the checkpoint.`,
      { kind: 'fault', source, field, fault },
    );
  if (text.width % text.heads !== 0) {
    throw fail('text.heads', `${text.heads} heads do not divide the text width ${text.width}`);
  }
  if (image.kind === 'resnet' || image.kind === 'fastvit') {
    const fault = image.kind === 'resnet' ? resNetFault(image) : fastVitFault(image);
    if (fault) throw fail(...fault);
  } else {
    if (image.width % image.heads !== 0) {
      throw fail(
        'image.heads',
        `${image.heads} heads do not divide the image width ${image.width}`,
      );
    }
    if (image.patchSize > image.imageSize) {
      throw fail('image.patchSize', 'a patch is larger than the picture');
    }
    if (image.kind === 'siglip' && image.width !== architecture.embedDim) {
      throw fail(
        'embedDim',
        `the text side ends in ${architecture.embedDim} dimensions, the image side in its width, ${image.width}`,
      );
    }
    if (image.kind === 'vit-mci' && (image.width % 4 !== 0 || image.patchSize !== 16)) {
      throw fail('image.width', `its convolutions make no patches of width ${image.width}`);
    }
  }
  const numbers = parametersOf(architecture).reduce(
    (sum, { shape }) => sum + elementCount(shape),
    0,
  );
  if (numbers > MAX_NUMBERS) {
    throw fail('architecture', `it would have ${numbers} numbers, more than any CLIP has`);
  }
  return architecture;
}

type Fault = readonly [field: string, fault: string];

function resNetFault({ width, heads, imageSize }: ResNetTower): Fault | null {
  if ((width * 32) % heads !== 0) {
    return ['image.heads', `${heads} heads do not divide the ${width * 32} features`];
  }
  if (width % 2 !== 0) return ['image.width', `the width ${width} is odd`];
  return imageSize < 32 ? ['image.imageSize', 'pictures are smaller than 32 pixels'] : null;
}

/** Each stage convolves every channel of the one before on its own, the last attends by heads, and 32 pixels are one place. */
function fastVitFault({ widths, imageSize }: FastVitTower): Fault | null {
  const uneven = widths.find((width, stage) => width % (widths[stage - 1] ?? 1) !== 0);
  if (uneven !== undefined) {
    return ['image.widths', `a stage of width ${uneven} is no multiple of the width before it`];
  }
  if (widths[3] % FASTVIT_HEAD_WIDTH !== 0) {
    return [
      'image.widths',
      `heads of ${FASTVIT_HEAD_WIDTH} do not divide its last width ${widths[3]}`,
    ];
  }
  return imageSize % 32 === 0
    ? null
    : ['image.imageSize', `its pictures of ${imageSize} pixels are no multiple of 32`];
}
