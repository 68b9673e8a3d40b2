import type { FastVitTower, ImageTower, TextTower } from '../../core/model/architecture.ts';

/**
 * Multiply-adds that one batch may cost: about half a second of work on a modest machine, so that progress moves and an
 * abort is heard, and little enough that the activations of a batch stay small.
 */
const BUDGET = { wasm: 15e9, webgpu: 150e9 } as const;
const MOST = { images: 32, texts: 64 } as const;

/** Pictures to encode at once. */
export function imageBatchSize(tower: ImageTower, kind: 'wasm' | 'webgpu'): number {
  return bounded(BUDGET[kind] / imageCost(tower), MOST.images);
}

/** Texts to encode at once, when the longest has `length` tokens. */
export function textBatchSize(tower: TextTower, length: number, kind: 'wasm' | 'webgpu'): number {
  return bounded(BUDGET[kind] / (length * tokenCost(tower)), MOST.texts);
}

/** Tokens to compute at once, where texts share what they begin with and nothing is padded. */
export function tokensAtOnce(tower: TextTower): number {
  return Math.max(MOST.texts, Math.floor(BUDGET.wasm / tokenCost(tower)));
}

function bounded(size: number, most: number): number {
  return Math.max(1, Math.min(most, Math.floor(size)));
}

/** Four attention matrices and two of the MLP in each layer. */
function tokenCost({ layers, width, mlpWidth }: Pick<TextTower, 'layers' | 'width' | 'mlpWidth'>) {
  return layers * (4 * width * width + 2 * width * mlpWidth);
}

function imageCost(tower: ImageTower): number {
  if (tower.kind === 'fastvit') return fastVitCost(tower);
  if (tower.kind !== 'resnet') {
    return (Math.floor(tower.imageSize / tower.patchSize) ** 2 + 1) * tokenCost(tower);
  }
  // RN50 (width 64, 16 blocks) costs about 5.4e9 at 224 pixels; blocks cost about the same at every stage.
  const blocks = tower.layers.reduce((sum, count) => sum + count, 0);
  return 5.4e9 * (tower.imageSize / 224) ** 2 * (tower.width / 64) ** 2 * (blocks / 16);
}

/** At every place of a stage two matrices of an MLP for each block, and some 70 numbers for each channel of deep convolutions. */
function fastVitCost({ imageSize, widths, layers, mlpWidths }: FastVitTower): number {
  return widths.reduce((sum, width, stage) => {
    const places = (imageSize / (4 * 2 ** stage)) ** 2;
    const block = 2 * width * (mlpWidths[stage] ?? 0) + 70 * width;
    return sum + places * (layers[stage] ?? 0) * block;
  }, 0);
}
