import { expect, test } from 'vitest';
import type { LoadedModel } from '../../engine/loading.ts';
import { meaningOf, ruleOf, scoringOf, shownOf } from './scoring-rule.ts';

const model = (scoring?: LoadedModel['model']['scoring'], trained = true) =>
  ({ model: { logitScale: { value: 112, trained }, ...(scoring && { scoring }) } }) as LoadedModel;
const clip = model();
const siglip = model({ kind: 'sigmoid', bias: -16 });
const bare = model({ kind: 'sigmoid', bias: null }, false);

test('each model is scored as it was trained, until something else is chosen for all', () => {
  expect([clip, siglip].map((one) => scoringOf(one, 'own'))).toEqual(['softmax', 'sigmoid']);
  expect([clip, siglip].map((one) => scoringOf(one, 'softmax'))).toEqual(['softmax', 'softmax']);
  expect(ruleOf(siglip, { scale: null, scoring: 'own' })).toEqual({
    kind: 'sigmoid',
    scale: 112,
    bias: -16,
  });
  expect(ruleOf(siglip, { scale: 20, scoring: 'own' })).toMatchObject({ scale: 20, bias: -16 });
});

test('a sigmoid without a trained bias is no probability, and a model whose scale and bias are missing has cosines alone', () => {
  expect([clip, siglip, bare].map((one) => meaningOf(one, 'own'))).toEqual([
    'probability',
    'probability',
    'cosines',
  ]);
  expect([clip, siglip, bare].map((one) => meaningOf(one, 'sigmoid'))).toEqual([
    'no-probability',
    'probability',
    'no-probability',
  ]);
  expect(shownOf(bare, 'probability', 'own')).toBe('cosine');
  expect(shownOf(bare, 'logit', 'own')).toBe('logit');
  expect(shownOf(clip, 'probability', 'own')).toBe('probability');
});
