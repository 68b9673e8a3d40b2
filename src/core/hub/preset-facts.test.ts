import { expect, test } from 'vitest';
import { PRESET_FACTS } from './preset-facts.ts';
import { LANGUAGE_PAIR, PRESETS } from './presets.ts';

test('every preset has its facts, and its own size is among those by number format', () => {
  expect(Object.keys(PRESET_FACTS).toSorted()).toEqual(PRESETS.map(({ id }) => id).toSorted());
  for (const { id, files, bytes } of PRESETS) {
    const ending = /_(quantized|fp16)\.onnx$/.exec(files[0] ?? '')?.[1];
    const format = ending === 'quantized' ? '8 bit' : ending === 'fp16' ? 'fp16' : 'fp32';
    const size = PRESET_FACTS[id]?.sizes[format] ?? 0;
    // Listings are rounded, and a header is not a parameter.
    expect(Math.abs(size - bytes) / bytes).toBeLessThan(0.005);
    // What was measured in fp32 is not said of a file that rounds it.
    expect(PRESET_FACTS[id]?.imagenet.rounded).toBe(format !== 'fp32');
  }
});

// The tables themselves: the README of microsoft/Cream's TinyCLIP; docs/openclip_results.csv of mlfoundations/open_clip, column
// ImageNet 1k; table 1 of arXiv 2502.14786.
test.each([
  ['tinyclip-8m', 0.411, /TinyCLIP/],
  ['tinyclip-39m', 0.635, /TinyCLIP/],
  ['openai-b16', 0.6834, /openclip_results/],
  ['openai-b32', 0.6332, /openclip_results/],
  ['openai-l14', 0.7554, /openclip_results/],
  ['openai-rn50', 0.5982, /openclip_results/],
  ['laion2b-b16', 0.7023, /openclip_results/],
  ['laion2b-b32', 0.6656, /openclip_results/],
  ['datacomp-b16', 0.7349, /openclip_results/],
  ['datacomp-b32', 0.6917, /openclip_results/],
  ['siglip2-b16-onnx-quantized', 0.782, /2502\.14786/],
])('%s on ImageNet as its source states it', (id, share, source) => {
  expect(PRESET_FACTS[id]?.imagenet.share).toBe(share);
  expect(PRESET_FACTS[id]?.imagenet.source).toMatch(source);
});

test('the comparison of languages has a model of English alone and one of many; nothing of Apple’s for research only is offered', () => {
  expect(LANGUAGE_PAIR.map((id) => PRESET_FACTS[id]?.languages)).toEqual(['english', 'many']);
  expect(PRESETS.filter(({ repo }) => /mobileclip/i.test(repo))).toEqual([]);
});
