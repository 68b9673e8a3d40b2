import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { openContextPage, withProfile } from '../browser.ts';
import { type BenchOptions, freshLabels, graphsOf } from './bench.ts';
import { PEER_PAGE } from './build-page.ts';
import { type Compared, comparedCosts } from './compare.ts';
import { type Cost, costOf, peakBytes, spreadOf } from './cost.ts';
import type { PeerModel } from './made-weights.ts';
import { makePictures } from './pictures.ts';
import { peerSide, productSide } from './sides.ts';

/** Opening the page, loading the model in 8 bits, and the first probabilities: of one picture and ten labels. */
type Visit = (page: Page) => Promise<unknown>;

interface Visits {
  readonly first: Cost;
  readonly second: Cost;
  /** Of both visits. */
  readonly peak: number;
  /** The page with what it brings itself, and no other model. */
  readonly alone: Cost | null;
}

const LABELS = freshLabels(10, 0);
const PICTURE = { key: 'one', count: 1, width: 500, height: 375, seed: 1 } as const;

/** Twice in one profile: the browser is closed in between, what it kept is there. */
async function visits(visit: Visit, alone: Visit | null = null): Promise<Visits> {
  const profile = await mkdtemp(join(tmpdir(), 'bench-peer-profile-'));
  try {
    const costs: Cost[] = [];
    let peak = 0;
    for (let time = 0; time < 2; time++) {
      await withProfile(profile, async (context) => {
        const page = await openContextPage(context, 'about:blank');
        const most = await peakBytes(async () => {
          costs.push(await costOf(() => visit(page)));
        });
        peak = Math.max(peak, most);
      });
    }
    const [first, second] = costs;
    if (!first || !second) throw new RangeError('There are two visits.');
    let empty: Cost | null = null;
    if (alone)
      await withProfile(profile, async (context) => {
        const page = await openContextPage(context, 'about:blank');
        empty = await costOf(() => alone(page));
      });
    return { first, second, peak, alone: empty };
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

/** What the product loads: a float32 file that it quantises itself, or the pair of 8-bit graphs of which the other's one file is made. */
type Way = 'file' | 'pair';

const PAIR = ['vision_model_quantized.onnx', 'text_model_quantized.onnx'] as const;

/** Address of what is loaded below the host's; it is made where it is not there. */
function pathOf(way: Way, { models }: BenchOptions, model: PeerModel): string {
  if (way === 'file') return models.checkpoint(model);
  return `${models.graphs(model, PAIR)}/resolve/main/onnx/${PAIR[0]}`;
}

async function product(page: Page, options: BenchOptions, way: Way, model: PeerModel) {
  await page.goto(`${options.url}#device=wasm`);
  await page.waitForFunction(() => 'zeroShot' in globalThis);
  const { side } = await productSide(page, options.host + pathOf(way, options, model), {
    device: 'wasm',
    ...(way === 'file' && { precision: 'int8' }),
  });
  await makePictures(page, PICTURE);
  await side.classify('one', LABELS);
}

/** The page until its own model answers. */
async function productAlone(page: Page, { url }: BenchOptions): Promise<void> {
  await page.goto(`${url}#device=wasm`);
  await page.getByRole('status').filter({ hasText: 'Ready' }).first().waitFor({ timeout: 300_000 });
}

async function peer(page: Page, { url, host, models }: BenchOptions, model: PeerModel) {
  await page.goto(new URL(PEER_PAGE, url).href);
  await page.waitForFunction(() => 'peer' in globalThis);
  const repository = models.graphs(model, graphsOf('pipeline', 'q8', 'wasm'));
  const side = await peerSide(page, { repository, host }, ['pipeline']);
  await makePictures(page, PICTURE);
  await side.classify('one', LABELS);
}

/** How much each has to read. */
function readBy(way: Way, { models }: BenchOptions, model: PeerModel): string {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  const [theirs] = graphsOf('pipeline', 'q8', 'wasm');
  const ours = way === 'file' ? models.checkpointBytes(model) : models.graphBytes(model, PAIR);
  return `to the first probabilities; ours reads ${megabytes(ours)} and brings its own model too, theirs ${megabytes(models.graphBytes(model, [theirs]))}`;
}

const ROWS_OF = {
  file: ['first-load', 'second-load', 'memory'],
  pair: ['first-load-pair', 'second-load-pair', 'memory-pair'],
} as const;

export const LOAD_ROWS = [...ROWS_OF.file, ...ROWS_OF.pair];

/** First and second visit and the memory of both, all from the same visits, for each way of which a row is wanted. */
export async function compareLoads(
  options: BenchOptions,
  model: PeerModel,
  wanted: (row: string) => boolean,
): Promise<readonly Compared[]> {
  const ways = (['file', 'pair'] as const).filter((way) => ROWS_OF[way].some(wanted));
  // Files are made before anybody waits for them.
  for (const way of ways) pathOf(way, options, model);
  options.models.graphs(model, graphsOf('pipeline', 'q8', 'wasm'));
  const rounds: { readonly ours: Map<Way, Visits>; readonly theirs: Visits }[] = [];
  for (let round = 0; round < Math.min(3, options.rounds); round++) {
    const ours = new Map<Way, Visits>();
    for (const way of ways)
      ours.set(
        way,
        await visits(
          (page) => product(page, options, way, model),
          (page) => productAlone(page, options),
        ),
      );
    rounds.push({ ours, theirs: await visits((page) => peer(page, options, model)) });
  }
  return ways.flatMap((way) =>
    rowsOf(
      way,
      model,
      readBy(way, options, model),
      rounds.flatMap(({ ours, theirs }) => {
        const own = ours.get(way);
        return own ? [{ ours: own, theirs }] : [];
      }),
    ),
  );
}

function rowsOf(
  way: Way,
  model: PeerModel,
  read: string,
  pairs: readonly { readonly ours: Visits; readonly theirs: Visits }[],
): readonly Compared[] {
  const [first, second, memory] = ROWS_OF[way];
  const pick = (visit: 'first' | 'second') =>
    comparedCosts(
      pairs.map(({ ours, theirs }) => ({ ours: ours[visit], theirs: theirs[visit] })),
      1,
    );
  const megabytes = (side: 'ours' | 'theirs') =>
    spreadOf(pairs.map((pair) => pair[side].peak / 1e6));
  const { median } = spreadOf(pairs.map(({ ours }) => ours.alone?.cpu ?? 0));
  const common = { model, note: '', rounds: pairs.length };
  const alone = `our page with its own model alone ${median.toFixed(1)} s`;
  return [
    { ...common, row: first, goal: '1', unit: 'a visit', ...pick('first'), note: read },
    { ...common, row: second, goal: '2', unit: 'a visit', ...pick('second'), note: alone },
    {
      ...common,
      row: memory,
      goal: '1',
      unit: '',
      measure: 'MB',
      ours: megabytes('ours'),
      theirs: megabytes('theirs'),
      cpu: spreadOf(pairs.map(({ ours, theirs }) => theirs.peak / ours.peak)),
      wall: null,
    },
  ];
}
