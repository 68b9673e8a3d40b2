import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { everydayWords, taughtWords } from '../../core/text/everyday-words.ts';
import { fillTemplate } from '../../core/text/fill-template.ts';
import { normaliseRows } from '../../core/scoring/normalise-rows.ts';
import { dot, rowOf } from '../../core/scoring/vectors.ts';
import { readWordVectors } from '../../core/scoring/word-vectors.ts';
import { builtInModel } from '../../testing/built-in-model.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const bytes = (path: string) =>
  new Uint8Array(readFileSync(new URL(`../../../public/${path}`, import.meta.url)));
const { samples } = JSON.parse(new TextDecoder().decode(bytes('samples/index.json'))) as {
  samples: readonly { en: string; zh: string }[];
};
const engine = createWorkerEngine(nodePlatform());
const loaded = engine.load(builtInModel());
afterAll(async () => engine.release((await loaded).id));

// `npm run precompute` is due where one of these fails: model, graph or words have changed.
test.each(['en', 'zh'] as const)(
  'the words in %s that are shipped are those of the list, as the built-in text tower sees them',
  async (language) => {
    const { id, model } = await loaded;
    const file = readWordVectors(bytes(`models/mini/everyday-words-${language}.safetensors`));
    expect(file.tower).toBe(model.fingerprints.text);
    expect(file.words).toEqual(
      await (language === 'en' ? everydayWords : taughtWords)(samples, language),
    );
    const asked = file.words.flatMap((word, row) => (row % 29 === 0 ? [{ word, row }] : []));
    const now = normaliseRows(
      await engine.encodeTexts(
        id,
        asked.map(({ word }) => fillTemplate('a photo of a {label}', word)),
      ),
    );
    // Rounded to a byte a number, a row of 256 turns by less than 0.02 radians.
    for (const [at, { row }] of asked.entries())
      expect(dot(rowOf(file.vectors, row), rowOf(now, at))).toBeGreaterThan(0.9998);
  },
);

test('another file, and one whose words are not as many as its rows, are refused', () => {
  expect(() => readWordVectors(bytes('models/mini/cifar10-vectors.safetensors'))).toThrow(/words/);
  const file = bytes('models/mini/everyday-words-zh.safetensors');
  const text = new TextDecoder('latin1').decode(file);
  const at = text.indexOf('\\",\\"');
  // One word less: what parted two of them becomes part of one, and the header stays as long as it was.
  file.set(new TextEncoder().encode('------'.slice(0, 5)), at);
  expect(() => readWordVectors(file)).toThrow(/words/);
});
