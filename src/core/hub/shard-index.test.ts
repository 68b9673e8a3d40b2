import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isShardIndex, shardsOfIndex } from './shard-index.ts';

test('each file is named once, in order', () => {
  const weight_map = { a: 'm-2.safetensors', b: 'm-1.safetensors', c: 'm-2.safetensors' };
  expect(shardsOfIndex({ metadata: { total_size: 9 }, weight_map })).toEqual([
    'm-1.safetensors',
    'm-2.safetensors',
  ]);
});

test.each([
  '../secret.safetensors',
  '/x.safetensors',
  'https://a.example/x.safetensors',
  'x.bin',
  7,
])('a file named %s is refused', (name) => {
  expect(() => shardsOfIndex({ weight_map: { a: name } })).toThrow(TypeError);
});

test('any other JSON is refused, by a TypeError', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      expect(() => shardsOfIndex(json)).toThrow(TypeError);
    }),
  );
});

test('an index is known by its name', () => {
  expect(isShardIndex('model.safetensors.index.json')).toBe(true);
  expect(isShardIndex('model_index.json')).toBe(false);
});
