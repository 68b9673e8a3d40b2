import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { classPrompts } from '../src/core/evaluation/class-prompts.ts';
import { fillTemplate } from '../src/core/text/fill-template.ts';
import { sharedBeginnings, tokensRead } from '../src/core/text/shared-beginnings.ts';
import { createTokenizer } from '../src/worker/texts/tokenizer.ts';
import { openPage, table, withBrowser, withPreview } from './support/browser.ts';
import { type Cost, costOf } from './support/peer/cost.ts';
import { architectureOf, type PeerModel } from './support/peer/made-weights.ts';
import { modelFolder } from './support/peer/model-folder.ts';
import { productSide } from './support/peer/sides.ts';
import { serveRanges } from './support/range-server.ts';

/**
 * Prompts of ImageNet's names in OpenAI's 80 templates through the page's text tower: many classes in one call, which share
 * what their templates begin with, beside class by class. A sample of the classes is encoded, evenly taken from the
 * thousand, and scaled up by its tokens. `--quick` takes a small model, `--precision` another one than fp32, TOKENIZER the
 * folder of CLIP's tokenizer.json instead of the built-in model's, E2E_DIST another build.
 */
const { values: wishes } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    precision: { type: 'string', default: 'fp32' },
    classes: { type: 'string', default: '24' },
  },
});
const classes = Number(wishes.classes);
const model: PeerModel = wishes.quick ? 'small' : 'ViT-B/32';
const tokenizer = process.env['TOKENIZER'] ?? 'public/models/mini';

const data = new URL('../src/core/text/data/', import.meta.url);
const read = (path: URL | string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const { names } = read(new URL('imagenet-names.json', data)) as { readonly names: string[] };
const { templates } = read(new URL('openai-80-templates.json', data)) as {
  readonly templates: string[];
};

/** So many classes, evenly from all, beginning with that one. */
function sample(count: number, first: number): readonly string[] {
  const step = Math.floor(names.length / count);
  return Array.from({ length: count }, (_, i) => names[first + i * step] ?? '');
}

function promptsOf(some: readonly string[]): readonly string[] {
  const asClasses = some.map((name) => ({ names: [name] }));
  return classPrompts(asClasses, templates, fillTemplate).prompts;
}

async function openTokenizer() {
  const files = {
    origin: 'tokenizer.json',
    json: read(join(tokenizer, 'tokenizer.json')),
    config: read(join(tokenizer, 'tokenizer_config.json')),
  };
  return createTokenizer(files, architectureOf(model).text);
}

const folder = mkdtempSync(join(tmpdir(), 'bench-prompts-'));
const host = await serveRanges(folder);
try {
  const tokenize = await openTokenizer();
  const tokensOf = (prompts: readonly string[]): readonly (readonly number[])[] =>
    prompts.map((prompt) => tokenize(prompt).ids);
  const lengthOf = (rows: readonly (readonly number[])[]): number =>
    rows.reduce((sum, row) => sum + row.length, 0);
  const all = tokensOf(promptsOf(names));
  // No class is in both, so that none meets the vectors of the other.
  const together = sample(classes, 0);
  const single = sample(Math.ceil(classes / 3), 1);
  const [many, few] = await withPreview((url) =>
    withBrowser(async (browser) => {
      const page = await openPage(browser, `${url}#device=wasm`);
      await page.waitForFunction(() => 'zeroShot' in globalThis);
      const checkpoint = host.url + modelFolder(folder, tokenizer).checkpoint(model);
      const precision = wishes.precision as 'fp32' | 'int8';
      const { side } = await productSide(page, checkpoint, { device: 'wasm', precision });
      await side.encodeTexts(['a first text']);
      return [
        await costOf(() => side.encodeTexts(promptsOf(together))),
        await costOf(async () => {
          for (const one of single) await side.encodeTexts(promptsOf([one]));
        }),
      ] as const;
    }),
  );
  const line = (way: string, some: readonly string[], cost: Cost): readonly string[] => {
    const prompts = promptsOf(some);
    const scale = lengthOf(all) / lengthOf(tokensOf(prompts));
    return [
      way,
      String(prompts.length),
      ((1000 * cost.cpu) / prompts.length).toFixed(1),
      (cost.cpu * scale).toFixed(0),
      (cost.wall * scale).toFixed(0),
    ];
  };
  console.log(
    `${model}, ${wishes.precision}: ${all.length} prompts of ${lengthOf(all)} tokens, ${tokensRead(all, sharedBeginnings(all))} where beginnings are read once`,
  );
  console.log(
    table([
      ['', 'prompts measured', 'CPU ms a prompt', 'CPU s for all', 's by the clock for all'],
      line(`${classes} classes at once`, together, many),
      line('class by class', single, few),
    ]),
  );
} finally {
  await host.close();
  rmSync(folder, { recursive: true });
}
