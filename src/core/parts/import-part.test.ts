import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { importPart, PartMissingError } from './import-part.ts';

const ADDRESS = 'https://room.example/some/folder/assets/Help-a1b2c3d4.js';

/** How each engine words it. */
const WORDS: Readonly<Record<string, string>> = {
  chromium: `Failed to fetch dynamically imported module: ${ADDRESS}`,
  firefox: `error loading dynamically imported module: ${ADDRESS}`,
};

const fails = (error: Error) => async (): Promise<{ part: string }> => {
  throw error;
};

describe.each(Object.entries(WORDS))('%s', (_, words) => {
  test('a part that failed is asked for under an address that the browser has not seen, each time another', async () => {
    const asked: string[] = [];
    const again = async (address: string): Promise<unknown> => {
      asked.push(address);
      return { part: 'here' };
    };
    const load = fails(new TypeError(words));
    expect(await importPart(load, again)).toEqual({ part: 'here' });
    expect(await importPart(load, again)).toEqual({ part: 'here' });
    expect(new Set([ADDRESS, ...asked]).size).toBe(3);
    for (const address of asked) {
      const { origin, pathname } = new URL(address);
      expect(origin + pathname).toBe(ADDRESS);
    }
  });

  test('one that does not come the second time either is missing, by its name', async () => {
    const again = fails(new TypeError(words));
    const missing = await importPart(again, again).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(PartMissingError);
    expect(missing).toMatchObject({
      code: 'part-missing',
      details: { part: 'Help-a1b2c3d4.js' },
    });
  });
});

test('without an address in the words, a style that did not come and a web page instead of a script are missing parts', async () => {
  const never = fails(new Error('Nobody asks for it.'));
  for (const error of [
    new TypeError('Importing a module script failed.'),
    new Error('Unable to preload CSS for https://room.example/assets/Help-a1b2c3d4.css'),
    new SyntaxError("Unexpected token '<'"),
  ])
    await expect(importPart(fails(error), never)).rejects.toBeInstanceOf(PartMissingError);
});

test('what a module throws itself is not taken for a missing part', async () => {
  const own = new RangeError('The module has a fault.');
  const never = fails(new Error('Nobody asks for it.'));
  await expect(importPart(fails(own), never)).rejects.toBe(own);
  expect(await importPart(async () => ({ part: 'here' }), never)).toEqual({ part: 'here' });
});

test('every lazy part of the page and its workers comes through here', () => {
  const root = new URL('../../', import.meta.url).pathname;
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !/\.test\.|(^|\/)testing\//.test(name),
  );
  expect(sources.length).toBeGreaterThan(300);
  const past = sources.filter((name) => {
    const imports = readFileSync(root + name, 'utf8').matchAll(
      /(?<!typeof )\bimport\((?!\/\* @vite-ignore)/g,
    );
    const source = readFileSync(root + name, 'utf8');
    return [...imports].some(
      ({ index }) => !/importPart\(\s*\(\) =>\s*$/.test(source.slice(0, index)),
    );
  });
  expect(past.filter((name) => !name.startsWith('core/parts/'))).toEqual([]);
});

test('a part that never answers is given up', async () => {
  vi.useFakeTimers();
  const outcome = importPart(() => new Promise<never>(() => undefined)).catch(
    (error: unknown) => error,
  );
  await vi.advanceTimersByTimeAsync(60_000);
  vi.useRealTimers();
  expect(await outcome).toBeInstanceOf(PartMissingError);
});
