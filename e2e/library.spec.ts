import { cpSync, readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import type * as Library from '../src/library/engine.ts';
import { expectAccessibleInBoth } from './support/accessible.ts';
import { documentedHeaders } from './support/documented-headers.ts';
import { goldenPath, goldenText } from './support/golden.ts';
import { serveFolder, type FolderServer } from './support/static-server.ts';
import { pageProblems } from './support/page-problems.ts';

/** The project's folder as a host with those headers serves it: examples, library, samples, model. */
let server: FolderServer;

test.beforeAll(async () => {
  server = await serveFolder('.', '/', { headers: documentedHeaders() });
});

test.afterAll(async () => {
  await server.close();
});

/** The lines of a list as numbers by what stands before them. */
async function numbersOf(page: Page, name: string | RegExp): Promise<Map<string, number>> {
  const lines = await page.getByRole('list', { name }).getByRole('listitem').allTextContents();
  return new Map(
    lines.map((line) => [
      line.replace(/: [^:]*$/, ''),
      Number.parseFloat(line.split(': ').at(-1) ?? ''),
    ]),
  );
}

interface Fixture {
  readonly pictures: readonly string[];
  readonly prompts: readonly string[];
  readonly logitScale: number;
}

/** A row of a reference of PyTorch's, of length one. */
function reference(file: string, row: number): number[] {
  const url = goldenPath(`mini/${file}`);
  if (!url) throw new Error(`The reference ${file} is not at hand.`);
  const bytes = readFileSync(url);
  const values = Array.from({ length: 256 }, (_, i) => bytes.readFloatLE((row * 256 + i) * 4));
  const length = Math.hypot(...values);
  return values.map((value) => value / length);
}

/** What PyTorch answers: softmax of scale times cosine. */
function expectedShares(picture: string, prompts: readonly string[]): number[] {
  const fixture = JSON.parse(goldenText('mini/fixture.json')) as Fixture;
  const image = reference('image-embeddings.f32', fixture.pictures.indexOf(picture));
  const powers = prompts.map((prompt) => {
    const text = reference('text-embeddings.f32', fixture.prompts.indexOf(prompt));
    return Math.exp(
      fixture.logitScale * image.reduce((sum, value, i) => sum + value * (text[i] ?? 0), 0),
    );
  });
  const sum = powers.reduce((total, power) => total + power);
  return powers.map((power) => power / sum);
}

test('the example page loads, classifies, reports and trains with the built library', async ({
  page,
}) => {
  const problems = pageProblems(page);
  await page.goto(`${server.url}examples/classify.html`);
  await expect(page.getByRole('status')).toHaveText('Ready', { timeout: 90_000 });

  await test.step('the picture is classified as PyTorch classifies it', async () => {
    const answer = await numbersOf(page, /^Classification/);
    const prompts = [...answer.keys()];
    expect(prompts).toHaveLength(3);
    const expected = expectedShares('dog.webp', prompts);
    for (const [i, prompt] of prompts.entries())
      expect(
        Math.abs((answer.get(prompt) ?? Number.NaN) - (expected[i] ?? Number.NaN)),
        prompt,
      ).toBeLessThan(1e-4);
  });

  await test.step('the report says that every part is the file’s', async () => {
    const report = await page
      .getByRole('list', { name: 'Load report' })
      .getByRole('listitem')
      .allTextContents();
    expect(report).toHaveLength(5);
    for (const line of report) expect(line).toMatch(/: (\d+) of \1 from the file$/);
  });

  await test.step('the trained head knows a picture that it has not seen', async () => {
    const head = await numbersOf(page, /^A head/);
    expect(head.get('animal') ?? Number.NaN).toBeGreaterThan(head.get('vehicle') ?? Number.NaN);
  });

  await expectAccessibleInBoth(page);
  expect(problems).toEqual([]);
});

test('worker and runtime from folders of the embedder’s own, and sentences where they are not there', async ({
  page,
}) => {
  await page.goto(`${server.url}examples/examples.css`);
  cpSync('dist-library', 'test-results/elsewhere', { recursive: true });
  const asked: string[] = [];
  page.context().on('request', (request) => asked.push(new URL(request.url()).pathname));
  const told = await page.evaluate(
    async ([library = '', elsewhere = '']) => {
      const { createEngine } = (await import(library)) as typeof Library;
      const failure = async (files: Library.EngineFiles): Promise<string> =>
        createEngine(files)
          .device()
          .then(
            ({ kind }) => kind,
            (error: Library.EngineError) => `${error.name} ${error.code}`,
          );
      return {
        isolated: (await createEngine().device()).crossOriginIsolated,
        moved: await failure({
          workerUrl: `${elsewhere}/worker.js`,
          runtimeUrl: `${elsewhere}/runtime`,
        }),
        noWorker: await failure({ workerUrl: '/nowhere/worker.js' }),
        otherOrigin: await failure({ workerUrl: 'https://school.test/worker.js' }),
        noAddress: await failure({ workerUrl: 'https://' }),
        noRuntime: await failure({ runtimeUrl: '/nowhere/' }),
      };
    },
    ['/dist-library/engine.js', '/test-results/elsewhere'],
  );
  expect(told).toEqual({
    isolated: true,
    moved: 'wasm',
    noWorker: 'EngineError worker-died',
    otherOrigin: 'EngineError worker-died',
    noAddress: 'EngineError worker-died',
    noRuntime: 'EngineError runtime-not-fetched',
  });
  expect(asked).toContain('/test-results/elsewhere/worker.js');
  expect(
    asked.some((path) => /^\/test-results\/elsewhere\/runtime\/ort-.*\.wasm$/.test(path)),
  ).toBe(true);
});
