import { expect, test } from 'vitest';
import fc from 'fast-check';
import { outputScales, quantiseTransposed } from '../../core/checkpoint/quantise.ts';
import { imageTowerGraph } from '../../core/graph/image-tower.ts';
import { textTowerGraph } from '../../core/graph/text-tower.ts';
import type { TowerGraph } from '../../core/graph/tower-graph.ts';
import { readTestCheckpoint, testArchitecture } from '../../testing/checkpoint.ts';
import {
  goldenConfig,
  goldenIds,
  goldenPixels,
  goldenReference,
} from '../../testing/golden-inputs.ts';
import { byBeginning } from '../../core/text/shared-beginnings.ts';
import { checkKernel } from './check-kernel.ts';
import { compile } from './kernel-code.ts';
import { startKernel, type TowerCode } from './kernel-functions.ts';
import { createLayout, floatsAt, packWeights, zeroSums } from './kernel-memory.ts';
import { type KernelThread, kernelTower, type KernelTower } from './kernel-tower.ts';
import { kernelThreads } from '../../testing/kernel-threads.ts';
import { lowestCosine } from '../../testing/lowest-cosine.ts';

/** Node 20 has no relaxed SIMD but an experiment whose sums are wrong, which the check finds; a later one, and every browser, is held to the same bits. */
const CODES: Record<string, TowerCode> = {};
for (const variant of ['plain', 'relaxed', 'fused'] as const) {
  for (const shared of [false, true]) {
    const code = await compile(variant, shared);
    if (code && checkKernel(code) !== null) CODES[`${variant} ${shared}`] = code;
  }
}
const known = Object.values(CODES);

function towerOf(
  code: TowerCode,
  graph: TowerGraph,
  name: string,
  others: readonly KernelThread[] = [],
): KernelTower {
  const checkpoint = readTestCheckpoint(name);
  if (!graph.plain) throw new Error('The graph tells of no plain tower.');
  const bytesOf = (wanted: string) => {
    const weight = graph.weights.find((one) => one.name === wanted);
    const values = checkpoint.get(weight?.parameter ?? '');
    if (!weight || !values) throw new Error(`${wanted} is not in the graph.`);
    const { form, dims } = weight;
    const content =
      form === 'scales'
        ? outputScales(values, dims[0] ?? 1)
        : form === 'quantised'
          ? quantiseTransposed(values, outputScales(values, dims[1] ?? 1))
          : values.slice();
    return new Uint8Array(content.buffer);
  };
  return kernelTower(code, graph.plain, { bytesOf, done: () => undefined }, others);
}

/**
 * A row of n normal weights has its largest at some 2.5 deviations (n = 64), so a step is 2.5/127 and rounding costs 0.6 % of a
 * deviation; activations of 3 deviations each way in 127 steps cost 6/127/sqrt(12) = 1.4 %. Together 1.5 % a layer, sqrt(12)
 * times that over twelve, 5.2 %: cosine 1 - 0.052^2/2. The bound allows errors of twice that.
 */
const BOUND = 1 - (2 * 0.052) ** 2 / 2;

const CASES = [
  ['tiny-quickgelu-openclip.safetensors', 'quickgelu'],
  ['tiny-gelu-openclip.safetensors', 'gelu'],
] as const;

test.each(CASES)(
  '%s on the kernels gives nearly the embeddings of PyTorch, to the bit the same with and without relaxed SIMD, alone and in a batch',
  async (name, activation) => {
    const architecture = testArchitecture(goldenConfig);
    const reference = goldenReference(name);
    const sides = [
      [
        imageTowerGraph(architecture, activation, 'int8'),
        goldenPixels.pixelValues,
        goldenPixels.dims,
        reference.image_embeds,
      ],
      [
        textTowerGraph(architecture, activation, 'int8'),
        Int32Array.from(goldenIds.inputIds),
        goldenIds.dims,
        reference.text_embeds,
      ],
    ] as const;
    for (const [graph, data, dims, expected] of sides) {
      const [first] = known;
      if (!first) throw new Error('There is no SIMD here.');
      const { run } = towerOf(first, graph, name);
      const together = run(data, dims);
      expect(lowestCosine(together, expected)).toBeGreaterThan(BOUND);
      for (const code of known) {
        const other = towerOf(code, graph, name);
        expect([...other.run(data, dims)]).toEqual([...together]);
      }
      const [rows, ...rest] = dims;
      const [size, width] = [data.length / rows, together.length / rows];
      for (let row = 0; row < rows; row++) {
        const alone = run(data.slice(row * size, (row + 1) * size), [1, ...rest]);
        expect([...alone]).toEqual([...together.subarray(row * width, (row + 1) * width)]);
      }
    }
  },
);

const [TEXT_FILE] = CASES[0];
const { context_length: CONTEXT, vocab_size: VOCABULARY } = goldenConfig.text_cfg;
const END = VOCABULARY - 1;

/** Names in templates, some words and some as long as the model can read, with anything at all behind their ends. */
const batches = fc
  .record({
    beginnings: fc.array(wordsOf(0, CONTEXT - 1), { minLength: 1, maxLength: 6 }),
    names: fc.array(wordsOf(0, CONTEXT), { minLength: 1, maxLength: 30 }),
    order: fc.infiniteStream(fc.nat()),
  })
  .map(({ beginnings, names, order }) => {
    const texts = beginnings.flatMap((beginning) =>
      names.map((name) => [...beginning, ...name].slice(0, CONTEXT - 1).concat(END)),
    );
    const mixed = texts.map((text) => ({ text, at: order.next().value ?? 0 }));
    return mixed.toSorted((a, b) => a.at - b.at).map(({ text }) => text);
  });

function wordsOf(minLength: number, maxLength: number) {
  return fc.array(fc.integer({ min: 1, max: END - 1 }), { minLength, maxLength });
}

/** As one call takes them; a tail of the same tokens behind every end. */
function asRows(texts: readonly (readonly number[])[]) {
  const length = texts.reduce((most, text) => Math.max(most, text.length), 0);
  const data = Int32Array.from(
    texts.flatMap((text) => [...text, ...Array<number>(length - text.length).fill(1)]),
  );
  return [data, [texts.length, length]] as const;
}

const textGraph = textTowerGraph(testArchitecture(goldenConfig), 'quickgelu', 'int8');

test.each(known)(
  'a text is the same to the bit alone, in any batch, in any order, and where what it begins with is shared',
  (code) => {
    const { run } = towerOf(code, textGraph, TEXT_FILE);
    fc.assert(
      fc.property(batches, (texts) => {
        const alone = texts.map((text) => [...run(...asRows([text]))]);
        expect([...run(...asRows(texts))]).toEqual(alone.flat());
        const order = texts
          .map((_, place) => place)
          .toSorted((a, b) => byBeginning(texts[a], texts[b]));
        const sorted = run(...asRows(order.map((place) => texts[place] ?? [])));
        expect([...sorted]).toEqual(order.flatMap((place) => alone[place] ?? []));
      }),
      { numRuns: 20 },
    );
  },
);

test.each([2, 3])('%i threads compute what one does, to the bit', async (threads) => {
  const code = CODES['plain true'];
  if (!code) throw new Error('There is no memory that threads share.');
  const architecture = testArchitecture(goldenConfig);
  const [texts = []] = fc.sample(batches, { numRuns: 1, seed: 3 });
  const works = [
    [textGraph, ...asRows(texts)],
    [textGraph, ...asRows([[END]])],
    [
      imageTowerGraph(architecture, 'quickgelu', 'int8'),
      goldenPixels.pixelValues,
      goldenPixels.dims,
    ],
  ] as const;
  for (const [graph, data, dims] of works) {
    const alone = towerOf(code, graph, TEXT_FILE).run(data, dims);
    const tower = towerOf(code, graph, TEXT_FILE, await kernelThreads(threads - 1));
    // Twice, since the threads wait for work in between.
    for (let round = 0; round < 2; round++) expect([...tower.run(data, dims)]).toEqual([...alone]);
    tower.release();
  }
});

interface Layer {
  readonly x: Float32Array;
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
}

/** The same on paper: each row in whole numbers of -63 to 63, whole products, float32 after every step. */
function onPaper({ x, weights, scales, bias }: Layer, inputs: number): number[] {
  const f = Math.fround;
  return Array.from({ length: (x.length / inputs) * scales.length }, (_, index) => {
    const [row, output] = [Math.floor(index / scales.length), index % scales.length];
    const own = x.subarray(row * inputs, (row + 1) * inputs);
    const largest = own.reduce((most, value) => Math.max(most, Math.abs(value)), f(1e-30));
    const steps = f(63 / largest);
    let sum = 0;
    for (const [i, value] of own.entries()) {
      sum += roundToEven(f(value * steps)) * (weights[i * scales.length + output] ?? 0);
    }
    const scale = f(f(largest / 63) * (scales[output] ?? 0));
    return f(f(f(sum) * scale) + (bias[output] ?? 0));
  });
}

function roundToEven(value: number): number {
  const low = Math.floor(value);
  if (value - low !== 0.5) return Math.round(value);
  return low % 2 === 0 ? low : low + 1;
}

test.each(known)('a linear layer of any size is what it is on paper, to the bit', (code) => {
  const size = fc.integer({ min: 1, max: 9 });
  fc.assert(
    fc.property(size, size, size, fc.integer(), (rows, in4, out4, seed) => {
      const [inputs, outputs] = [4 * in4, 4 * out4];
      let state = seed;
      const random = () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) / 2 ** 31;
      const numbers = (count: number, scale: number) =>
        Float32Array.from({ length: count }, () => random() * scale);
      const layer: Layer = {
        x: numbers(rows * inputs, 10),
        weights: Int8Array.from({ length: inputs * outputs }, () => Math.round(random() * 127)),
        scales: numbers(outputs, 0.01).map(Math.abs),
        bias: numbers(outputs, 1),
      };
      const { take, put, make } = createLayout();
      const bytes = (values: ArrayBufferView) =>
        put(values.byteLength, (to) => to.set(new Uint8Array(values.buffer as ArrayBuffer)));
      const padded = rows + 3;
      const x = take(padded * inputs * 4);
      const [s, b] = [bytes(layer.scales), bytes(layer.bias)];
      const minus = bytes(zeroSums(layer.weights, outputs));
      const panels = take(inputs * outputs);
      const out = take(padded * outputs * 4);
      const [q, r] = [take(padded * inputs * 2), take(padded * 4)];
      const memory = make(code.shared);
      const kernel = startKernel(code, memory);
      const to = new Int8Array(memory.buffer, panels, inputs * outputs);
      packWeights(layer.weights, inputs, outputs, kernel.inputsAtOnce(), to);
      floatsAt(memory, x, layer.x.length).set(layer.x);
      kernel.linear(x, rows, inputs, panels, s, minus, b, outputs, 0, out, q, r);
      expect([...floatsAt(memory, out, rows * outputs)]).toEqual(onPaper(layer, inputs));
    }),
  );
});
