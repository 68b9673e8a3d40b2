import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../engine/contract.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { createPageStore, type Store } from '../store.ts';

const made = vi.hoisted(() => ({ prompts: 0 }));

vi.mock(import('../../core/text/fill-template.ts'), async (original) => {
  const real = await original();
  return {
    ...real,
    fillTemplate: (template, label) => {
      made.prompts += 1;
      return real.fillTemplate(template, label);
    },
  };
});

const LABELS = 1000;
const TEMPLATES = 80;
const PROMPTS = LABELS * TEMPLATES;

/** Runs `work` and counts what maps were asked and given meanwhile; a map that is copied is given every row again. */
async function mapCalls(work: () => Promise<void>): Promise<number> {
  let calls = 0;
  const { has, set } = Map.prototype;
  const asked = vi.spyOn(Map.prototype, 'has').mockImplementation(function (
    this: Map<unknown, unknown>,
    ...call
  ) {
    calls += 1;
    return has.apply(this, call);
  });
  const given = vi.spyOn(Map.prototype, 'set').mockImplementation(function (
    this: Map<unknown, unknown>,
    ...call
  ) {
    calls += 1;
    return set.apply(this, call);
  });
  try {
    await work();
  } finally {
    asked.mockRestore();
    given.mockRestore();
  }
  return calls;
}

let store: Store;
let prompts: string[];
let pictures: number;

beforeEach(async () => {
  const fake = createFakeEngine();
  const encodeTexts: Engine['encodeTexts'] = (id, texts, options) => {
    prompts.push(...(texts as readonly string[]));
    return fake.encodeTexts(id, texts, options);
  };
  const encodeImages: Engine['encodeImages'] = (id, images, options) => {
    pictures += (images as readonly Blob[]).length;
    return fake.encodeImages(id, images, options);
  };
  let next = 0;
  store = createPageStore({
    engine: { ...fake, encodeTexts, encodeImages },
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:picture',
    newId: () => `id ${next++}`,
  });
  [prompts, pictures] = [[], 0];
  store.getState().removeColumn('b');
  await store.getState().loadAll();
});

const texts = (count: number, word: string): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index}`);

test('1,000 labels x 80 templates are made, looked for and encoded once each, and one more label costs its own', async () => {
  store.setState({
    templates: texts(TEMPLATES, 'a photo of {label}, take'),
    labels: texts(LABELS, 'label').map((text) => ({ id: text, text, prompts: null })),
  });
  made.prompts = 0;
  const all = await mapCalls(() => store.getState().encodeMissing());
  expect(prompts).toHaveLength(PROMPTS);
  expect(new Set(prompts).size).toBe(PROMPTS);
  expect(made.prompts).toBeLessThanOrEqual(PROMPTS + LABELS);
  // A batch of 32 that looked at all that is missing would make that 1,250 times as much.
  expect(all).toBeLessThan(8 * PROMPTS);

  // Whole labels are known as such from the next look on.
  store.getState().addLabels(['one more']);
  await store.getState().encodeMissing();
  [prompts, made.prompts] = [[], 0];
  const more = await mapCalls(async () => {
    store.getState().addLabels(['and another']);
    await store.getState().encodeMissing();
  });
  expect(prompts).toHaveLength(TEMPLATES);
  expect(made.prompts).toBeLessThanOrEqual(2 * TEMPLATES);
  expect(more).toBeLessThan(8 * (LABELS + TEMPLATES));
});

test('3,000 pictures are encoded once each, and none of their vectors is copied for another', async () => {
  const count = 3000;
  const all = await mapCalls(async () => {
    store
      .getState()
      .addFiles(
        texts(count, 'file').map((name) => new File([name], `${name}.png`, { type: 'image/png' })),
      );
    await store.getState().encodeMissing();
  });
  expect(pictures).toBe(count);
  expect(all).toBeLessThan(16 * count);
});
