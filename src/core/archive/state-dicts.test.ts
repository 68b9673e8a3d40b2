import { describe, expect, test } from 'vitest';
import type { PickleValue } from './pickle-value.ts';
import { stateDictsIn } from './state-dicts.ts';

const tensor = (): PickleValue => ({
  kind: 'made',
  made: { kind: 'tensor', storage: { kind: 'storage' }, offset: 0, shape: [1], strides: [1] },
});
const dict = (entries: Readonly<Record<string, PickleValue>>): PickleValue => ({
  kind: 'dict',
  entries: new Map(Object.entries(entries)),
});
const state = (...names: readonly string[]): PickleValue =>
  dict(Object.fromEntries(names.map((name) => [name, tensor()])));

const IMAGE = ['conv1.weight', 'class_embedding', 'transformer.resblocks.0.ln_1.weight', 'proj'];
const TEXT = ['token_embedding.weight', 'transformer.resblocks.0.ln_1.weight', 'ln_final.weight'];
const HF_IMAGE = [
  'vision_model.pre_layrnorm.weight',
  'vision_model.encoder.layers.0.mlp.fc1.weight',
];
const HF_TEXT = [
  'text_model.final_layer_norm.weight',
  'text_model.encoder.layers.0.mlp.fc1.weight',
];
const both = (...names: readonly string[]) => names.map((name) => `visual.${name}`);

describe('the towers of one model in dicts of their own', () => {
  test.each<[string, PickleValue, string, readonly string[]]>([
    [
      'visual, text',
      dict({ visual: state(...IMAGE), text: state(...TEXT) }),
      '',
      ['visual', 'text'],
    ],
    [
      'image_encoder, text_encoder beside epoch and optimiser',
      dict({
        epoch: 3,
        optimizer: dict({ state: dict({}) }),
        image_encoder: state(...IMAGE),
        text_encoder: state(...TEXT),
      }),
      '',
      ['image_encoder', 'text_encoder'],
    ],
    [
      'deeper, under names of transformers',
      dict({ model: dict({ vision: state(...HF_IMAGE), text: state(...HF_TEXT) }) }),
      'model',
      ['vision', 'text'],
    ],
    [
      'with the scale beside them',
      dict({ visual: state(...IMAGE), text: state(...TEXT), logit_scale: tensor() }),
      '',
      ['visual', 'text'],
    ],
  ])('%s', (_, whole, path, joined) => {
    const [first, ...others] = stateDictsIn(whole);
    expect(first).toMatchObject({ path, joined });
    expect(others).toEqual([]);
    const names = [...(first?.tensors.keys() ?? [])];
    for (const key of joined) expect(names.some((name) => name.startsWith(`${key}.`))).toBe(true);
  });

  test('the scale that stands beside the towers is taken with them', () => {
    const whole = dict({ visual: state(...IMAGE), text: state(...TEXT), logit_scale: tensor() });
    const [first] = stateDictsIn(whole);
    expect(first?.tensors.size).toBe(IMAGE.length + TEXT.length + 1);
    expect(first?.tensors.has('logit_scale')).toBe(true);
  });

  test.each<[string, PickleValue, string]>([
    ['one tower and a head', dict({ visual: state(...IMAGE), head: state('weight') }), 'visual'],
    [
      'two whole models',
      dict({
        state_dict: state(...both(...IMAGE), ...TEXT),
        ema: state(...both(...IMAGE), ...TEXT),
      }),
      'state_dict',
    ],
    [
      'two image towers',
      dict({ student: state(...HF_IMAGE), teacher: state(...HF_IMAGE) }),
      'student',
    ],
    [
      'towers in different places',
      dict({
        a: dict({ visual: state(...HF_IMAGE, 'vision_model.post_layernorm.bias') }),
        b: dict({ text: state(...HF_TEXT) }),
      }),
      'a.visual',
    ],
  ])('what is not one model is not joined: %s', (_, whole, path) => {
    const [first] = stateDictsIn(whole);
    expect(first?.path).toBe(path);
    expect(first?.joined).toBeUndefined();
  });
});
