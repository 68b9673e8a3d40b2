import { closings } from '../src/core/spaces/close-gap.ts';
import { cloudOf, productsOf } from '../src/core/spaces/clouds.ts';
import { planesOf } from '../src/core/spaces/planes.ts';
import { table } from './support/browser.ts';

/**
 * The two spaces of 1,000 made vectors of 512 numbers, half of them pictures: milliseconds of one thread, the median of
 * some turns after the first. Twelve directions of falling strength and noise spread them as embeddings are.
 */
const [PAIRS, WIDTH, TURNS] = [500, 512, 15];

/** Between -1 and 1, the same every time: a linear congruential generator with the constants of Numerical Recipes. */
function drawer(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}

function madeVectors(middle: number): { data: Float32Array; dims: readonly [number, number] } {
  const draw = drawer();
  const directions = Array.from({ length: 12 }, () => Float64Array.from({ length: WIDTH }, draw));
  const data = new Float32Array(PAIRS * WIDTH);
  for (let row = 0; row < PAIRS; row++) {
    const strengths = directions.map((_, k) => draw() / (k + 1));
    for (let i = 0; i < WIDTH; i++) {
      const own = directions.reduce(
        (sum, direction, k) => sum + (strengths[k] ?? 0) * (direction[i] ?? 0),
        0,
      );
      data[row * WIDTH + i] = own + 0.5 * draw() + middle * Math.cos(i);
    }
  }
  return { data, dims: [PAIRS, WIDTH] };
}

function median(work: () => unknown): number {
  const times = Array.from({ length: TURNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return times.slice(1).toSorted((a, b) => a - b)[Math.floor(TURNS / 2)] ?? Number.NaN;
}

const [first, second] = [madeVectors(0.8), madeVectors(-0.8)];
const [pictures, labels] = [cloudOf(first), cloudOf(second)];
const gap = pictures.mean.map((value, i) => value - (labels.mean[i] ?? 0));
const products = productsOf(pictures, labels);
const truths = Array.from({ length: PAIRS }, (_, i) => i);
const rows = [
  ['lengths and means', median(() => [cloudOf(first), cloudOf(second)])],
  ['both views', median(() => planesOf(pictures, labels, gap))],
  ['cosines of 250,000 pairs', median(() => productsOf(pictures, labels))],
  [
    'loss and right answers, 21 steps',
    median(() => closings({ pictures, labels, products, truths }, gap, 100)),
  ],
] as const;
const lines = rows.map(([name, ms]) => [name, ms.toFixed(1)]);
process.stdout.write(`${table([['of 1,000 x 512', 'ms'], ...lines])}\n`);
