import { expect, test } from 'vitest';
import type { LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import { builtInModel } from '../../testing/built-in-model.ts';
import { onnxPair, PAIR_CONFIG } from '../../testing/onnx-pair.ts';
import { createWorkerEngine } from '../../worker/engine.ts';
import { nodePlatform } from '../../worker/testing/node-platform.ts';
import { benchFacts } from './bench-facts.ts';

const engine = createWorkerEngine(nodePlatform());

test.each<[LoadRuleId, readonly string[], string | null]>([
  ['openclip', [], 'bench.whole'],
  ['timm', ['text-tower', 'text-projection'], null],
  ['without-text-projection', ['text-projection', 'text-tower'], null],
  ['without-image-projection', ['image-projection', 'text-tower', 'text-projection'], null],
  ['timm-linear', ['text-tower', 'text-projection'], null],
  ['random', [], 'bench.image-broken'],
])('what fits a column by the rule %s', async (rule, repairs, why) => {
  const { report } = await engine.inspect(builtInModel(), { rule });
  expect(benchFacts(report)).toMatchObject({ repairs, why });
});

test('a pair of ready graphs cannot be trained, and the bench says why', async () => {
  const { image, text } = onnxPair('tiny-quickgelu-hf.safetensors');
  const files = [
    new File([image], 'vision_model.onnx'),
    new File([text], 'text_model.onnx'),
    new File([JSON.stringify(PAIR_CONFIG)], 'config.json'),
  ];
  const { report } = await engine.inspect(files, { rule: 'timm' });
  expect(benchFacts(report)).toMatchObject({
    broken: ['text-tower', 'text-projection'],
    repairs: [],
    why: 'bench.no-parts',
  });
});
