import { describe, expect, test } from 'vitest';
import { createEmbeddingCache } from './embedding-cache.ts';

/** 1,000 numbers cost 4,000 bytes and a little for the key. */
const vector = (fill: number): Float32Array => new Float32Array(1000).fill(fill);

describe('an embedding cache', () => {
  test('drops what was used longest ago when it is full', () => {
    const cache = createEmbeddingCache(9000);
    cache.set('a', vector(1));
    cache.set('b', vector(2));
    cache.get('a');
    cache.set('c', vector(3));
    expect([cache.get('a')?.[0], cache.get('b'), cache.get('c')?.[0]]).toEqual([1, undefined, 3]);
  });

  test('counts a vector that replaces another once', () => {
    const cache = createEmbeddingCache(9000);
    cache.set('a', vector(1));
    for (let i = 0; i < 10; i++) cache.set('b', vector(i));
    expect(cache.get('a')?.[0]).toBe(1);
  });

  test('does not keep what is larger than all its room', () => {
    const cache = createEmbeddingCache(3000);
    cache.set('a', vector(1));
    expect(cache.get('a')).toBeUndefined();
  });
});
