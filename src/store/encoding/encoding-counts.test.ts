import { beforeEach, expect, test, vi } from 'vitest';
import type { Engine } from '../../engine/contract.ts';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { EMBED_DIM } from '../../testing/fake-engine/fake-rows.ts';
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

/** Runs `work` and counts what maps and sets were asked and given meanwhile; one that is copied is given everything again. */
async function lookups(work: () => Promise<void>): Promise<number> {
  let calls = 0;
  const { has, set } = Map.prototype;
  const { has: holds, add } = Set.prototype;
  Object.assign(Map.prototype, {
    has(this: Map<unknown, unknown>, key: unknown) {
      calls += 1;
      return has.call(this, key);
    },
    set(this: Map<unknown, unknown>, key: unknown, value: unknown) {
      calls += 1;
      return set.call(this, key, value);
    },
  });
  Object.assign(Set.prototype, {
    has(this: Set<unknown>, value: unknown) {
      calls += 1;
      return holds.call(this, value);
    },
    add(this: Set<unknown>, value: unknown) {
      calls += 1;
      return add.call(this, value);
    },
  });
  try {
    await work();
  } finally {
    Object.assign(Map.prototype, { has, set });
    Object.assign(Set.prototype, { has: holds, add });
  }
  return calls;
}

let store: Store;
let prompts: string[];
let pictures: number;
/** Templates of each call, added up. */
let beginnings: number;

beforeEach(async () => {
  const fake = createFakeEngine();
  const encodeTexts: Engine['encodeTexts'] = async (_, asked) => {
    const batch = asked as readonly string[];
    prompts.push(...batch);
    beginnings += new Set(batch.map((prompt) => prompt.split(',')[1])).size;
    const data = new Float32Array(batch.length * EMBED_DIM).fill(1);
    return { data, dims: [batch.length, EMBED_DIM], truncated: batch.map(() => false) };
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
    // What is on show alone is more than that: it is not looked through at every change.
    vectorBytes: 2 ** 20,
  });
  [prompts, pictures, beginnings] = [[], 0, 0];
  store.getState().removeColumn('b');
  await store.getState().loadAll();
});

const texts = (count: number, word: string): string[] =>
  Array.from({ length: count }, (_, index) => `${word} ${index}`);

test('1,000 labels x 80 templates are made, looked for and encoded once each, and one more label costs its own', async () => {
  store.setState({
    templates: texts(TEMPLATES, 'take').map((take) => `a photo,${take},of {label}`),
    labels: texts(LABELS, 'label').map((text) => ({ id: text, text, prompts: null })),
  });
  made.prompts = 0;
  const all = await lookups(() => store.getState().encodeMissing());
  expect(prompts).toHaveLength(PROMPTS);
  expect(new Set(prompts).size).toBe(PROMPTS);
  expect(made.prompts).toBeLessThanOrEqual(PROMPTS + LABELS);
  // What a template begins with is read a few times a block of labels, not once a prompt.
  expect(beginnings).toBeLessThan(PROMPTS / 20);
  // A batch that looked at all that is missing would make that a thousand times as much.
  expect(all).toBeLessThan(12 * PROMPTS);

  // Whole labels are known as such from the next look on.
  store.getState().addLabels(['one more']);
  await store.getState().encodeMissing();
  [prompts, made.prompts] = [[], 0];
  const more = await lookups(async () => {
    store.getState().addLabels(['and another']);
    await store.getState().encodeMissing();
  });
  expect(prompts).toHaveLength(TEMPLATES);
  expect(made.prompts).toBeLessThanOrEqual(2 * TEMPLATES);
  expect(more).toBeLessThan(8 * (LABELS + TEMPLATES));

  // Another template is a prompt a label. All are made once, for a label is asked with a list; none twice.
  [prompts, made.prompts] = [[], 0];
  const { templates, labels } = store.getState();
  const wider = await lookups(async () => {
    store.getState().setTemplates([...templates, 'a drawing of {label}']);
    await store.getState().encodeMissing();
  });
  expect(prompts.toSorted()).toEqual(labels.map(({ text }) => `a drawing of ${text}`).toSorted());
  expect(made.prompts).toBeLessThanOrEqual(labels.length * (TEMPLATES + 2));
  expect(wider).toBeLessThan(12 * labels.length * (TEMPLATES + 1));

  // What only leaves or changes its place asks for nothing.
  [prompts, made.prompts] = [[], 0];
  store.getState().removeLabel(labels[3]?.id ?? '');
  store.setState({ labels: store.getState().labels.toReversed() });
  await store.getState().encodeMissing();
  expect([prompts, made.prompts]).toEqual([[], 0]);
  store.getState().setTemplates(templates);
  await store.getState().encodeMissing();
  expect(prompts).toEqual([]);
  expect(made.prompts).toBeLessThanOrEqual(labels.length * (TEMPLATES + 1));
});

test('3,000 pictures are encoded once each, and none of their vectors is copied for another', async () => {
  const count = 3000;
  const all = await lookups(async () => {
    store
      .getState()
      .addFiles(
        texts(count, 'file').map((name) => new File([name], `${name}.png`, { type: 'image/png' })),
      );
    await store.getState().encodeMissing();
  });
  expect(pictures).toBe(count);
  expect(all).toBeLessThan(16 * count);

  // One more: its neighbours are looked at a few times, whether they stay and whether they are there, however many steps back
  // there are.
  for (const text of texts(30, 'step')) store.getState().addLabels([text]);
  await store.getState().encodeMissing();
  pictures = 0;
  const more = await lookups(async () => {
    store.getState().addFiles([new File(['more'], 'more.png', { type: 'image/png' })]);
    await store.getState().encodeMissing();
  });
  expect(pictures).toBe(1);
  expect(more).toBeLessThan(10 * count);
});
