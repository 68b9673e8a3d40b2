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
}

const LABELS = freshLabels(10, 0);
const PICTURE = { key: 'one', count: 1, width: 500, height: 375, seed: 1 } as const;

/** Twice in one profile: the browser is closed in between, what it kept is there. */
async function visits(visit: Visit): Promise<Visits> {
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
    return { first, second, peak };
  } finally {
    await rm(profile, { recursive: true, force: true });
  }
}

async function product(page: Page, { url, host, models }: BenchOptions, model: PeerModel) {
  await page.goto(`${url}#device=wasm`);
  await page.waitForFunction(() => 'zeroShot' in globalThis);
  const options = { device: 'wasm', precision: 'int8' } as const;
  const { side } = await productSide(page, host + models.checkpoint(model), options);
  await makePictures(page, PICTURE);
  await side.classify('one', LABELS);
}

async function peer(page: Page, { url, host, models }: BenchOptions, model: PeerModel) {
  await page.goto(new URL(PEER_PAGE, url).href);
  await page.waitForFunction(() => 'peer' in globalThis);
  const repository = models.graphs(model, graphsOf('pipeline', 'q8', 'wasm'));
  const side = await peerSide(page, { repository, host }, ['pipeline']);
  await makePictures(page, PICTURE);
  await side.classify('one', LABELS);
}

export const LOAD_ROWS = ['first-load', 'second-load', 'memory'] as const;

/** First and second visit and the memory of both, all from the same visits. */
export async function compareLoads(
  options: BenchOptions,
  model: PeerModel,
): Promise<readonly Compared[]> {
  // Files are made before anybody waits for them.
  options.models.checkpoint(model);
  options.models.graphs(model, graphsOf('pipeline', 'q8', 'wasm'));
  const pairs: { readonly ours: Visits; readonly theirs: Visits }[] = [];
  for (let round = 0; round < Math.min(3, options.rounds); round++) {
    const ours = await visits((page) => product(page, options, model));
    const theirs = await visits((page) => peer(page, options, model));
    pairs.push({ ours, theirs });
  }
  const pick = (visit: 'first' | 'second') =>
    comparedCosts(
      pairs.map(({ ours, theirs }) => ({ ours: ours[visit], theirs: theirs[visit] })),
      1,
    );
  const common = { model, note: '8 bit, to the first probabilities' };
  const megabytes = (side: 'ours' | 'theirs') =>
    spreadOf(pairs.map((pair) => pair[side].peak / 1e6));
  return [
    { ...common, row: 'first-load', goal: '1', unit: 'a visit', ...pick('first') },
    { ...common, row: 'second-load', goal: '2', unit: 'a visit', ...pick('second') },
    {
      ...common,
      row: 'memory',
      goal: '1',
      unit: 'all processes',
      measure: 'MB',
      ours: megabytes('ours'),
      theirs: megabytes('theirs'),
      cpu: spreadOf(pairs.map(({ ours, theirs }) => theirs.peak / ours.peak)),
      wall: null,
    },
  ];
}
