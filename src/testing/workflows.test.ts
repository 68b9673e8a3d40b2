import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const WORKFLOWS = new URL('.github/workflows/', ROOT);
const { scripts } = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

test.each(readdirSync(WORKFLOWS))(
  '%s takes others’ actions by hash only, may write nothing by default, and runs what is there',
  (name) => {
    const text = readFileSync(new URL(name, WORKFLOWS), 'utf8');
    const used = Array.from(text.matchAll(/uses: (.*)/g), ([, one = '']) => one);
    expect(used.length).toBeGreaterThan(0);
    for (const one of used) expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    expect(text).toMatch(/^permissions:\n {2}contents: read$/m);
    for (const [, script = ''] of text.matchAll(/npm (?:run )?(test|build|check:\w+)$/gm))
      expect(scripts).toHaveProperty([script]);
  },
);

test('the whole test and the publishing are among them', () => {
  const all = readdirSync(WORKFLOWS).map((name) => readFileSync(new URL(name, WORKFLOWS), 'utf8'));
  expect(all.filter((text) => /run: npm test$/m.test(text))).toHaveLength(1);
  expect(all.filter((text) => text.includes('actions/deploy-pages@'))).toHaveLength(1);
});
