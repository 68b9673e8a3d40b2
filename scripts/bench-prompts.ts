import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { classPrompts } from '../src/core/evaluation/class-prompts.ts';
import { fillTemplate } from '../src/core/text/fill-template.ts';
import { sharedBeginnings, tokensRead } from '../src/core/text/shared-beginnings.ts';
import { createTokenizer } from '../src/worker/texts/tokenizer.ts';
import { openPage, table, withBrowser, withPreview } from './support/browser.ts';
import { contest } from './support/peer/compare.ts';
import type { Spread } from './support/peer/cost.ts';
import { architectureOf, type PeerModel } from './support/peer/made-weights.ts';
import { modelFolder } from './support/peer/model-folder.ts';
import { productSide } from './support/peer/sides.ts';
import { serveRanges } from './support/range-server.ts';

/**
 * Prompts of ImageNet's names in OpenAI's 80 templates through the page's text tower: many classes at once, which share
 * what their templates begin with, beside class by class. `--quick` takes a small model, `--precision` another one than
 * fp32, TOKENIZER the folder of CLIP's tokenizer.json instead of the built-in model's.
 */
const { values: wishes } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    precision: { type: 'string', default: 'fp32' },
    classes: { type: 'string', default: '64' },
    rounds: { type: 'string', default: '2' },
  },
});
const [classes, rounds] = [Number(wishes.classes), Number(wishes.rounds)];
const model: PeerModel = wishes.quick ? 'small' : 'ViT-B/32';
const tokenizer = process.env['TOKENIZER'] ?? 'public/models/mini';

const data = new URL('../src/core/text/data/', import.meta.url);
const read = (path: URL | string): unknown => JSON.parse(readFileSync(path, 'utf8'));
const { names } = read(new URL('imagenet-names.json', data)) as { readonly names: string[] };
const { templates } = read(new URL('openai-80-templates.json', data)) as {
  readonly templates: string[];
};

/** Prompts of those classes; `word` goes in front of a name, so that no round meets the vectors of another. */
function promptsOf(from: number, to: number, word = ''): readonly string[] {
  const some = names.slice(from, to).map((name) => ({ names: [`${word}${name}`] }));
  return classPrompts(some, templates, fillTemplate).prompts;
}

/** Tokens of all thousand classes, whole and with what they share read once. */
async function countTokens() {
  const files = {
    origin: 'tokenizer.json',
    json: read(join(tokenizer, 'tokenizer.json')),
    config: read(join(tokenizer, 'tokenizer_config.json')),
  };
  const tokenize = await createTokenizer(files, architectureOf(model).text);
  let [prompts, whole, shared] = [0, 0, 0];
  for (let from = 0; from < names.length; from += classes) {
    const rows = promptsOf(from, from + classes).map((prompt) => tokenize(prompt).ids);
    prompts += rows.length;
    whole += rows.reduce((sum, row) => sum + row.length, 0);
    shared += tokensRead(rows, sharedBeginnings(rows));
  }
  return { prompts, whole, shared };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-prompts-'));
const host = await serveRanges(folder);
try {
  const { prompts, whole, shared } = await countTokens();
  const count = promptsOf(0, classes).length;
  const done = await withPreview((url) =>
    withBrowser(async (browser) => {
      const page = await openPage(browser, `${url}#device=wasm`);
      await page.waitForFunction(() => 'zeroShot' in globalThis);
      const checkpoint = host.url + modelFolder(folder, tokenizer).checkpoint(model);
      const precision = wishes.precision as 'fp32' | 'int8';
      const { side } = await productSide(page, checkpoint, { device: 'wasm', precision });
      const word = (way: string, round: number): string => `${'very '.repeat(round)}${way} `;
      return contest(
        {
          ours: (round) => side.encodeTexts(promptsOf(0, classes, word('red', round))),
          theirs: async (round) => {
            for (let one = 0; one < classes; one++)
              await side.encodeTexts(promptsOf(one, one + 1, word('blue', round)));
          },
          units: count,
        },
        rounds,
        0,
      );
    }),
  );
  const spread = ({ median, least, most }: Spread): string =>
    `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
  const seconds = (each: number): string => ((each * prompts) / 1000).toFixed(0);
  console.log(
    table([
      [`${model}, ${wishes.precision}`, 'class by class', `${classes} classes at once`, 'ratio'],
      [`tokens of ${prompts} prompts`, String(whole), String(shared), (whole / shared).toFixed(2)],
      [
        'CPU ms a prompt',
        done.theirs.median.toFixed(1),
        done.ours.median.toFixed(1),
        done.cpu ? spread(done.cpu) : '',
      ],
      [
        `CPU s for all ${prompts}`,
        seconds(done.theirs.median),
        seconds(done.ours.median),
        done.wall ? `by the clock ${spread(done.wall)}` : '',
      ],
    ]),
  );
} finally {
  await host.close();
  rmSync(folder, { recursive: true });
}
