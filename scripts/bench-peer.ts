import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CHROMIUM_ARGS } from '../e2e/support/chromium.ts';
import { buildFolder, withBrowser, withPreview } from './support/browser.ts';
import { type BenchOptions, openBench } from './support/peer/bench.ts';
import { buildPeerPage } from './support/peer/build-page.ts';
import type { Compared } from './support/peer/compare.ts';
import { compareLoads, LOAD_ROWS } from './support/peer/load-rows.ts';
import { emptyPage, fitsPage, withFigures } from './support/peer/figures.ts';
import type { PeerModel } from './support/peer/made-weights.ts';
import { modelFolder } from './support/peer/model-folder.ts';
import { figuresOf, printed, type Setting, tableOrder } from './support/peer/report.ts';
import { ROWS, type Row } from './support/peer/rows.ts';
import { serveRanges } from './support/range-server.ts';

/**
 * The product and the zero-shot pipeline of transformers.js in one browser, in turn, on the same random weights:
 *
 *     npm run bench:peer                        every row; some 15 minutes of a quiet machine with `--rounds 3`
 *     npm run bench:peer -- --quick             a small model and two rounds, to see that all of it runs; writes nothing
 *     npm run bench:peer -- --only picture,pixels-500 --rounds 5
 *     npm run bench:peer -- --webgpu            on a graphics card
 *
 * Each row that is there goes into the table of docs/performance.md (docs/performance-webgpu.md) in place of the one of its name; what
 * else stands in the page is left. `--model` takes another model than the row's own, `--remark` goes beside the row's date, TOKENIZER is
 * the folder of CLIP's tokenizer.json instead of the built-in model's.
 */
const { values: wishes } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    webgpu: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    model: { type: 'string' },
    rounds: { type: 'string' },
    remark: { type: 'string', default: '' },
  },
});

const { quick, webgpu } = wishes;
const only = wishes.only.split(',').filter(Boolean);
const rounds = Number(wishes.rounds ?? (quick ? 2 : 5));
const models: readonly PeerModel[] = wishes.model
  ? [wishes.model as PeerModel]
  : quick
    ? ['small']
    : ['ViT-B/32', 'ViT-B/16'];
const known = [...ROWS.map(({ id }) => id), ...LOAD_ROWS];
const unknown = only.filter((id) => !known.some((row) => row === id));
if (unknown.length > 0) throw new Error(`No row is named ${unknown.join()}: ${known.join(', ')}.`);

const isAsked = (id: string): boolean => only.length === 0 || only.includes(id);
const isWanted = ({ id, devices }: Row): boolean => isAsked(id) && (devices === 'any' || !webgpu);

/** The packages themselves do not give their `package.json` away. */
const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string })
    .version;
const setting: Setting = {
  browser: await withBrowser(async (browser) => browser.version()),
  transformers: versionOf('@xenova/transformers'),
  runtime: versionOf('onnxruntime-web'),
};
const [page, title] = webgpu
  ? ['docs/performance-webgpu.md', 'Beside transformers.js, on a graphics card']
  : ['docs/performance.md', 'Beside transformers.js'];
const pageNow = (): string => (existsSync(page) ? readFileSync(page, 'utf8') : emptyPage(title));
const nothing = figuresOf([], setting, { rounds, remark: '' });
const fits = fitsPage(pageNow(), nothing);
const writes = !quick && (fits || only.length === 0);
if (!fits && !writes && !quick) {
  console.log(
    `${page} stays as it is: its table is of another machine or of other versions than ${nothing.setting} Without --only it is made anew.`,
  );
}

const found: Compared[] = [];
const started = performance.now();
function show(rows: readonly Compared[]): void {
  found.push(...rows);
  const [, ...lines] = printed(rows).split('\n');
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  console.log(`${lines.join('\n')}  (minute ${minutes})`);
  // Row by row: what breaks off later costs none that was measured.
  if (!writes) return;
  const figures = figuresOf(rows, setting, { rounds, remark: wishes.remark });
  writeFileSync(page, withFigures(pageNow(), figures, tableOrder(known)));
}

/** All rows of one model, in one browser. */
async function measure(model: PeerModel, options: BenchOptions): Promise<void> {
  const args = [...CHROMIUM_ARGS, ...(webgpu ? ['--enable-unsafe-webgpu'] : [])];
  return withBrowser(async (browser) => {
    const bench = await openBench(browser, model, options);
    for (const row of ROWS.filter(isWanted)) {
      if (row.models === 'one' && model !== models[0]) continue;
      show([{ row: row.id, model, goal: row.goal, ...(await row.run(bench)) }]);
    }
  }, args);
}

const folder = mkdtempSync(join(tmpdir(), 'bench-peer-'));
const site = join(folder, 'site');
const host = await serveRanges(join(folder, 'models'));
try {
  await buildPeerPage(buildFolder(), site, webgpu);
  const tokenizer = process.env['TOKENIZER'] ?? 'public/models/mini';
  const common = {
    host: host.url,
    models: modelFolder(join(folder, 'models'), tokenizer),
    device: webgpu ? ('webgpu' as const) : ('wasm' as const),
    rounds,
    quick,
  };
  await withPreview(async (url) => {
    const wanted = ROWS.filter(isWanted);
    for (const model of models) {
      if (wanted.some((row) => row.models === 'all' || model === models[0]))
        await measure(model, { ...common, url });
    }
    const [first] = models;
    if (LOAD_ROWS.some(isAsked) && !webgpu && first)
      show(await compareLoads({ ...common, url }, first, isAsked));
    console.log(`\n${printed(found)}`);
  }, site);
} finally {
  await host.close();
  rmSync(folder, { recursive: true });
}
