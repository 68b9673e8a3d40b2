import { expect, test } from 'vitest';
import { PRESETS } from '../../core/hub/presets.ts';
import { newChoice } from '../../store/columns/column.ts';
import type { SingleSource } from '../../store/types.ts';
import { besideIt, firstOfPair, languagePartner } from './LanguagePairField.tsx';

const hub = (id: string, endpoint?: string): SingleSource => {
  const preset = PRESETS.find((one) => one.id === id);
  return {
    kind: 'hub',
    repository: preset?.repo ?? '',
    file: preset?.files[0] ?? null,
    ...(endpoint !== undefined && { endpoint }),
  };
};
const [OPENAI, SIGLIP2] = ['openai-b32-onnx-quantized', 'siglip2-b16-onnx-quantized'] as const;

test('each of the two has the other as its partner, from the same mirror', () => {
  expect(firstOfPair().source).toEqual(hub(OPENAI));
  for (const [own, other] of [
    [OPENAI, SIGLIP2],
    [SIGLIP2, OPENAI],
  ] as const) {
    const choice = newChoice(hub(own, 'https://mirror.test'));
    const partner = languagePartner(choice);
    expect(partner?.id).toBe(other);
    expect(partner && besideIt(choice, partner).source).toEqual(hub(other, 'https://mirror.test'));
  }
});

test('another model, another file of the same repository, and one that lacks a part have none', () => {
  const whole = newChoice(hub(OPENAI));
  for (const choice of [
    null,
    newChoice({ kind: 'built-in', file: 'complete' }),
    newChoice(hub('openai-b32-onnx-fp16')),
    newChoice(hub('openai-b32')),
    { ...whole, rule: 'timm' as const },
    { ...whole, resets: ['text-tower' as const] },
  ]) {
    expect(languagePartner(choice)).toBeNull();
  }
});
