import { expect, test } from 'vitest';
import { createFakeEngine } from '../testing/fake-engine/fake-engine.ts';
import { readLink } from '../store/link/link.ts';
import { createPageStore } from '../store/store.ts';
import { numbersAsCsv, numbersAsJson, setupOfJson } from './numbers.ts';
import { pythonScript } from './python-script.ts';

async function page() {
  let next = 0;
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:x',
    newId: () => `${next++}`,
  });
  await store.getState().loadAll();
  store.getState().addLabels(['cat', '=1+1', 'a "b"; c\'\n']);
  store.getState().addFiles([new File(['picture'], 'a, b.png')]);
  await store.getState().encodeMissing();
  return store.getState();
}

test('the table has a row for each picture, column and label, and no cell is a formula', async () => {
  const lines = numbersAsCsv(await page()).split('\r\n');
  expect(lines).toHaveLength(1 + 2 * 3);
  expect(lines[1]).toMatch(/^"a, b\.png",1,complete,0,cat,/);
  expect(lines[2]).toContain(",'=1+1,");
  expect(lines[3]).toContain(',"a ""b""; c\'",');
});

test('a saved file gives the set-up back, any other file does not', async () => {
  const all = await page();
  const setup = setupOfJson(numbersAsJson(all)) ?? '';
  expect(readLink(setup).setup.labels?.map(({ text }) => text)).toEqual(
    all.labels.map(({ text }) => text),
  );
  for (const text of ['', '{}', 'null', '[1]', '{"format":"zero-shot-playground","version":9}'])
    expect(setupOfJson(text)).toBeNull();
});

test('the script names seed, scale and prompts, and keeps words out of the code', async () => {
  const all = await page();
  const column = all.columns[1];
  const picture = `x'"; import os #\n.png`;
  const address = (path: string) => `https://page.test/${path}`;
  const script = column && pythonScript(all, column, { picture, address });
  expect(script).toContain("model = build(config, 0, 'openclip', files, loaded, '.')");
  expect(script).toContain(
    'https://page.test/models/mini/open_clip_model-00001-of-00002.safetensors',
  );
  expect(script).toContain('logits = 100 * cosines');
  expect(script).not.toContain('in fp32');
  const line = script?.split('\n').find((text) => text.startsWith('picture = '));
  const inner = /^picture = json\.loads\((".*")\)$/.exec(line ?? '')?.[1] ?? '""';
  expect(JSON.parse(JSON.parse(inner) as string)).toBe(`x'"; import os #\n.png`);
});
