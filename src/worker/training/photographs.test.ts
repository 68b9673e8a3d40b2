import { describe, expect, test } from 'vitest';
import type { LoadRuleId } from '../../core/checkpoint/load-rules.ts';
import { headLogits } from '../../core/heads/head.ts';
import { makeHead } from '../../core/heads/make-head.ts';
import { normaliseRows } from '../../core/scoring/normalise-rows.ts';
import type { Matrix } from '../../core/scoring/matrix.ts';
import { winnerOfRow } from '../../core/scoring/winners.ts';
import { readPhotographVectors } from '../../core/training/photograph-vectors.ts';
import { builtInBytes, builtInModel } from '../../testing/built-in-model.ts';
import { createWorkerEngine } from '../engine.ts';
import { nodePlatform } from '../testing/node-platform.ts';

const {
  names,
  train,
  test: held,
} = readPhotographVectors(builtInBytes('cifar10-vectors.safetensors'));
const pictures = normaliseRows(held.vectors);
const engine = createWorkerEngine(nodePlatform());

const load = async (rule: LoadRuleId): Promise<string> =>
  (await engine.load(builtInModel(), { rule })).id;

async function wordsOf(id: string): Promise<Matrix> {
  const prompts = names.map((name) => `a photo of a ${name}`);
  return normaliseRows(await engine.encodeTexts(id, prompts));
}

/** Share of the test photographs that get their own label, of logits [N, labels] row after row. */
function right(logits: ArrayLike<number>): number {
  const all = Array.from(logits);
  const own = Array.from(held.labels).filter(
    (label, row) => winnerOfRow(all.slice(row * names.length, (row + 1) * names.length)) === label,
  );
  return own.length / held.labels.length;
}

/** Right by words and pictures with so many examples of each label. */
function taught(words: Matrix, each: number): number {
  const seen = names.map(() => 0);
  const rows = Array.from(train.labels, (_, row) => row).filter((row) => {
    const label = train.labels[row] ?? 0;
    return (seen[label] = (seen[label] ?? 0) + 1) <= each;
  });
  const width = pictures.dims[1];
  const data = new Float32Array(rows.length * width);
  rows.forEach((row, place) =>
    data.set(train.vectors.data.subarray(row * width, (row + 1) * width), place * width),
  );
  const { head } = makeHead({
    kind: 'both',
    features: { data, dims: [rows.length, width] },
    labels: rows.map((row) => train.labels[row] ?? 0),
    classes: names.length,
    words,
    trust: null,
  });
  return right(headLogits(head, pictures).data);
}

describe('heads on 1,000 test photographs of CIFAR-10', () => {
  test('trained words are not spoiled by few pictures; behind random ones pictures do the work', async () => {
    const zero = (words: Matrix): number =>
      right(headLogits({ kind: 'linear', weights: words, scale: 100 }, pictures).data);
    const [trained, random] = [
      await wordsOf(await load('openclip')),
      await wordsOf(await load('timm')),
    ];
    expect(zero(trained)).toBeGreaterThan(0.8);
    expect(zero(random)).toBeLessThan(0.2);
    const counts = [1, 4, 16];
    const [byTrained, byRandom] = [trained, random].map((words) =>
      counts.map((each) => taught(words, each)),
    );
    byTrained?.forEach((share) => expect(share).toBeGreaterThan(zero(trained) - 0.03));
    const [one = 0, four = 0, sixteen = 0] = byRandom ?? [];
    expect(one).toBeGreaterThan(0.3);
    expect(four).toBeGreaterThan(one);
    expect(sixteen).toBeGreaterThan(four);
    expect(sixteen).toBeGreaterThan(0.75);
  });
});

test('a text tower at its random start learns the names of photographs from their vectors', async () => {
  const { labels, vectors } = train;
  const { looks } = await engine.train(
    await load('timm'),
    { names, pictures: vectors, labels, tests: held },
    { repair: 'text-tower', recipe: { steps: 40 } },
  );
  const [first, last] = [looks[0]?.tests, looks.at(-1)?.tests];
  expect(first?.of).toBe(1000);
  expect((first?.right ?? 0) / 1000).toBeLessThan(0.25);
  expect((last?.right ?? 0) / 1000).toBeGreaterThan(0.75);
});
