import { type Bench, freshLabels } from './bench.ts';
import { type Compared, contest } from './compare.ts';
import { longestTasks } from './main-thread.ts';
import type { PictureOrder } from './pictures.ts';
import type { Side } from './sides.ts';

/** A line of the table, for each model that it is asked of. */
export interface Row {
  readonly id: string;
  readonly goal: string;
  /** `one`: of the smaller model alone. */
  readonly models: 'one' | 'all';
  readonly devices: 'wasm' | 'any';
  readonly run: (bench: Bench) => Promise<Omit<Compared, 'row' | 'model' | 'goal'>>;
}

const TEN = freshLabels(10, 0);
const SMALL = { width: 500, height: 375 } as const;
const LARGE = { width: 4000, height: 3000 } as const;

/** The same files on both sides. */
async function give(sides: readonly Side[], order: PictureOrder): Promise<void> {
  for (const side of sides) await side.pictures(order);
}

async function pipelines(bench: Bench): Promise<readonly [Side, Side]> {
  const eight = bench.device === 'wasm';
  return [
    await bench.ours(eight ? 'int8' : undefined),
    await bench.theirs(eight ? 'q8' : undefined, 'pipeline'),
  ];
}

/** More labels one after the other, on pictures that were encoded before. */
function oneLabel(count: number, times: number): Row['run'] {
  return async (bench) => {
    const [ours, theirs] = await pipelines(bench);
    await give([ours, theirs], { key: 'known', count, ...SMALL, seed: count });
    await ours.classify('known', TEN);
    const add = (side: Side) => async (round: number) => {
      for (const label of freshLabels(times, round + 1))
        await side.classify('known', [...TEN, label]);
    };
    const units = times;
    const done = await contest({ ours: add(ours), theirs: add(theirs), units }, bench.rounds);
    return { ...done, unit: 'a label', note: `${count} pictures` };
  };
}

async function template(bench: Bench) {
  const [ours, theirs] = await pipelines(bench);
  await give([ours, theirs], { key: 'known', count: 10, ...SMALL, seed: 1 });
  await ours.classify('known', TEN);
  const ask = (side: Side) => (round: number) =>
    side.classify('known', TEN, `${freshLabels(1, round)[0]} beside a {}`);
  const done = await contest({ ours: ask(ours), theirs: ask(theirs), units: 1 }, bench.rounds);
  return { ...done, unit: 'a template', note: '10 pictures, 10 labels' };
}

function newPictures(count: number): Row['run'] {
  return async (bench) => {
    const [ours, theirs] = await pipelines(bench);
    const done = await contest(
      {
        before: (round) =>
          give([ours, theirs], { key: 'new', count, ...SMALL, seed: 100 * count + round }),
        ours: () => ours.classify('new', TEN),
        theirs: () => theirs.classify('new', TEN),
        units: count,
      },
      bench.rounds,
    );
    return { ...done, unit: 'a picture', note: `${count} pictures, 10 labels` };
  };
}

/** One picture after the other, from its file to its vector. */
function picture(own: 'int8' | undefined): Row['run'] {
  return async (bench) => {
    const ours = await bench.ours(own);
    const theirs = await bench.theirs(bench.device === 'wasm' ? 'q8' : undefined, 'image');
    const times = bench.quick ? 3 : 6;
    const each = (side: Side) => async () => {
      for (let i = 0; i < times; i++) await side.encodeImages(`picture ${i}`);
    };
    const done = await contest(
      {
        before: async (round) => {
          for (let i = 0; i < times; i++) {
            const seed = 1000 + round * times + i;
            await give([ours, theirs], { key: `picture ${i}`, count: 1, ...SMALL, seed });
          }
        },
        ours: each(ours),
        theirs: each(theirs),
        units: times,
      },
      bench.rounds,
    );
    const note = own ? 'both 8 bit' : `ours ${bench.precision()}`;
    return { ...done, unit: 'a picture', note };
  };
}

async function shortTexts(bench: Bench) {
  const ours = await bench.ours('int8');
  const theirs = await bench.theirs('q8', 'text');
  const count = bench.quick ? 16 : 64;
  const ask = (side: Side) => (round: number) =>
    side.encodeTexts(freshLabels(count, round).map((label) => `a ${label}`));
  const contestants = { ours: ask(ours), theirs: ask(theirs), units: count };
  const done = await contest(contestants, bench.rounds);
  return {
    ...done,
    unit: 'a text',
    note: `${count} at once, 8 bit; what they begin with is read once`,
  };
}

async function manyLabels(bench: Bench) {
  const [ours, theirs] = await pipelines(bench);
  await give([ours, theirs], { key: 'known', count: 1, ...SMALL, seed: 1 });
  await ours.classify('known', TEN);
  const count = bench.quick ? 30 : 300;
  const ask = (side: Side) => (round: number) =>
    side.classify('known', freshLabels(count, round + 3));
  const done = await contest({ ours: ask(ours), theirs: ask(theirs), units: count }, bench.rounds);
  return { ...done, unit: 'a label', note: `${count} new labels, a picture that ours has seen` };
}

async function fullPixels(bench: Bench) {
  const [ours, theirs] = [await bench.ours('fp32'), await bench.theirs('fp32', 'image')];
  const order = { count: 4, size: 224 };
  const ask = (side: Side) => (seed: number) => side.encodePixels({ ...order, seed });
  const likeness = cosine(await ask(ours)(99), await ask(theirs)(99));
  const contestants = { ours: ask(ours), theirs: ask(theirs), units: order.count };
  const done = await contest(contestants, bench.rounds);
  return { ...done, unit: 'a picture', note: `tower alone, fp32, cosine ${likeness.toFixed(6)}` };
}

async function fullTexts(bench: Bench) {
  const [ours, theirs] = [await bench.ours('fp32'), await bench.theirs('fp32', 'text')];
  const count = bench.quick ? 16 : 64;
  const ask = (side: Side) => (round: number) => side.encodeTexts(freshLabels(count, round));
  const likeness = cosine(await ask(ours)(9), await ask(theirs)(9));
  const contestants = { ours: ask(ours), theirs: ask(theirs), units: count };
  const rounds = Math.min(8, bench.rounds);
  const done = await contest(contestants, rounds);
  return {
    ...done,
    rounds,
    unit: 'a text',
    note: `${count} at once, fp32, cosine ${likeness.toFixed(6)}`,
  };
}

interface Pixels {
  readonly size: { readonly width: number; readonly height: number };
  readonly count: number;
}

/** Reading, resizing, cropping: of ours to the bit as Pillow does it, of theirs by a canvas. */
function pixels({ size, count }: Pixels, instead?: (bench: Bench, key: string) => Promise<void>) {
  return async (bench: Bench) => {
    const [ours, theirs] = [await bench.ours('int8'), await bench.theirs('q8', 'image')];
    const done = await contest(
      {
        before: (round) => give([ours, theirs], { key: 'crop', count, ...size, seed: round }),
        ours: () => (instead ? instead(bench, 'crop') : ours.crops('crop')),
        theirs: () => theirs.crops('crop'),
        units: count,
      },
      bench.rounds,
    );
    const note = instead ? 'in place of ours; no cropping' : `JPEG, ${size.width} × ${size.height}`;
    return { ...done, unit: 'a picture', note };
  };
}

/** How far preprocessing can come in the browser: in place of ours its decoder alone, which neither page can do without. */
const decoder = (order: Pixels): Row['run'] => pixels(order, (bench, key) => bench.decode(key));

async function mainThread(bench: Bench) {
  const [ours, theirs] = await pipelines(bench);
  const tasks = await longestTasks(bench, async (round) => {
    await give([ours, theirs], { key: 'new', count: 10, ...SMALL, seed: 5000 + round });
    return { ours: () => ours.classify('new', TEN), theirs: () => theirs.classify('new', TEN) };
  });
  const note = '10 new pictures, 10 labels';
  return { ...tasks, unit: "the page's longest task", note, measure: 'ms' as const };
}

/** The cosine of two lists of vectors taken as one vector. */
function cosine(a: readonly number[], b: readonly number[]): number {
  const dot = (x: readonly number[], y: readonly number[]) =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? Number.NaN), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

export const ROWS: readonly Row[] = [
  { id: 'one-label', goal: '30', models: 'one', devices: 'any', run: oneLabel(10, 5) },
  { id: 'one-label-100', goal: '100', models: 'one', devices: 'any', run: oneLabel(100, 1) },
  { id: 'template', goal: '5.8', models: 'one', devices: 'any', run: template },
  { id: 'pictures-10', goal: '2', models: 'all', devices: 'any', run: newPictures(10) },
  { id: 'pictures-20', goal: '2', models: 'one', devices: 'any', run: newPictures(20) },
  { id: 'picture', goal: '2', models: 'all', devices: 'wasm', run: picture('int8') },
  { id: 'picture-default', goal: '1.5', models: 'all', devices: 'any', run: picture(undefined) },
  { id: 'short-texts', goal: '2', models: 'one', devices: 'wasm', run: shortTexts },
  { id: 'labels-300', goal: '2', models: 'one', devices: 'any', run: manyLabels },
  { id: 'fp32-pictures', goal: '1', models: 'all', devices: 'any', run: fullPixels },
  { id: 'fp32-texts', goal: '1', models: 'one', devices: 'any', run: fullTexts },
  {
    id: 'pixels-500',
    goal: '10',
    models: 'one',
    devices: 'wasm',
    run: pixels({ size: SMALL, count: 20 }),
  },
  {
    id: 'pixels-12mp',
    goal: '10',
    models: 'one',
    devices: 'wasm',
    run: pixels({ size: LARGE, count: 2 }),
  },
  {
    id: 'decoder-500',
    goal: '',
    models: 'one',
    devices: 'wasm',
    run: decoder({ size: SMALL, count: 20 }),
  },
  {
    id: 'decoder-12mp',
    goal: '',
    models: 'one',
    devices: 'wasm',
    run: decoder({ size: LARGE, count: 2 }),
  },
  { id: 'main-thread', goal: '', models: 'one', devices: 'any', run: mainThread },
];
