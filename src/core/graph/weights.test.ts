import { describe, expect, test } from 'vitest';
import type { Architecture } from '../model/architecture.ts';
import { elementCount, parametersOf } from '../model/parameters.ts';
import { imageTowerGraph } from './image-tower.ts';
import { textTowerGraph } from './text-tower.ts';
import type { TowerGraph } from './tower-graph.ts';

const vitB16: Architecture = {
  embedDim: 512,
  image: {
    kind: 'vit',
    imageSize: 224,
    patchSize: 16,
    width: 768,
    layers: 12,
    heads: 12,
    mlpWidth: 3072,
  },
  text: {
    contextLength: 77,
    vocabSize: 49408,
    width: 512,
    heads: 8,
    layers: 12,
    mlpWidth: 2048,
  },
};

const rn50: Architecture = {
  embedDim: 1024,
  image: { kind: 'resnet', imageSize: 224, width: 64, layers: [3, 4, 6, 3], heads: 32 },
  text: vitB16.text,
};

/** Weights and biases of a block: two norms, attention, MLP of four times the width. */
function blockParameters(width: number): number {
  return 4 * width + 4 * (width * width + width) + 8 * width * width + 5 * width;
}

function elements(graph: TowerGraph): number {
  return graph.weights.reduce((total, { dims }) => total + elementCount(dims), 0);
}

const cases = [
  { name: 'ViT-B/16', architecture: vitB16 },
  { name: 'RN50', architecture: rn50 },
] as const;

describe.each(cases)('$name', ({ architecture }) => {
  const image = imageTowerGraph(architecture, 'quickgelu');
  const text = textTowerGraph(architecture, 'quickgelu');

  test('every parameter but the logit scale is in one tower, once', () => {
    const used = [...image.weights, ...text.weights].map(({ parameter }) => parameter);
    const wanted = parametersOf(architecture)
      .map(({ name }) => name)
      .filter((name) => name !== 'logit_scale');
    expect(used.toSorted()).toEqual(wanted.toSorted());
    expect(image.weights.every(({ parameter }) => parameter.startsWith('visual.'))).toBe(true);
  });

  test('each weight has the shape of its parameter, or that shape turned', () => {
    const shapes = new Map(parametersOf(architecture).map(({ name, shape }) => [name, shape]));
    for (const { parameter, form, dims } of [...image.weights, ...text.weights]) {
      const shape = shapes.get(parameter);
      expect(dims).toEqual(form === 'as-is' ? shape : shape?.toReversed());
    }
  });

  test('the weights lie one behind the other, aligned, and fill the block', () => {
    for (const { weights, weightsByteLength } of [image, text]) {
      let end = 0;
      for (const { offset, byteLength, dims } of weights) {
        expect(byteLength).toBe(4 * elementCount(dims));
        expect(offset % 64).toBe(0);
        expect(offset).toBeGreaterThanOrEqual(end);
        expect(offset - end).toBeLessThan(64);
        end = offset + byteLength;
      }
      expect(weightsByteLength).toBe(end);
    }
  });

  test('the models themselves hold no weights', () => {
    expect(image.model.length).toBeLessThan(100_000);
    expect(text.model.length).toBeLessThan(100_000);
  });
});

test('ViT-B/16 has as many numbers as on paper', () => {
  const [imageWidth, textWidth] = [768, 512];
  const patches = 3 * 16 * 16 * imageWidth;
  const imageRest = imageWidth + 197 * imageWidth + 4 * imageWidth + imageWidth * 512;
  const image = patches + imageRest + 12 * blockParameters(imageWidth);
  const text =
    (49408 + 77) * textWidth + 12 * blockParameters(textWidth) + 2 * textWidth + textWidth * 512;
  expect(elements(imageTowerGraph(vitB16, 'gelu'))).toBe(image);
  expect(elements(textTowerGraph(vitB16, 'gelu'))).toBe(text);
  // OpenAI's published model, logit scale included.
  expect(image + text + 1).toBe(149_620_737);
});
