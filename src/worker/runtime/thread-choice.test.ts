import { expect, test } from 'vitest';
import type { Backend, BackendOpener } from './backend.ts';
import { createExclusive } from './exclusive.ts';
import { sharedDevice } from './shared-device.ts';
import { createThreadChoice } from './thread-choice.ts';

const backend = (threads: number, kind: Backend['kind'] = 'wasm'): Backend => ({
  kind,
  threads,
  ort: {} as Backend['ort'],
  gpu: null,
  adapter: '',
});

/** A machine on which a run takes so many milliseconds by its number of threads; a `null` cannot start. */
function machine(first: Backend, costs: Readonly<Record<number, number>>, single: Backend | null) {
  let clock = 0;
  const ran: number[] = [];
  const opener = { openThreads: async () => single } as unknown as BackendOpener;
  const movers = { leave: async () => {}, arrive: async () => {}, isLight: () => true };
  const device = sharedDevice(opener, createExclusive(), movers);
  device.backend = first;
  const choice = createThreadChoice(device, () => clock);
  const work = async ({ threads }: Backend): Promise<number> => {
    // Whatever makes its session first pays for that.
    clock += (costs[threads] ?? 0) + (ran.includes(threads) ? 0 : 5000);
    ran.push(threads);
    return threads;
  };
  const steps = async (count: number): Promise<void> => {
    for (let step = 0; step < count; step++) await choice.measured(work);
  };
  return { device, choice, ran, work, steps };
}

test.each([
  ['many threads', { 4: 200, 1: 600 }, 4, [0.2, 0.6]],
  ['one thread', { 4: 600, 1: 200 }, 1, [0.6, 0.2]],
])('two runs each way, then %s for the rest', async (_, costs, faster, seconds) => {
  const { choice, ran, work, steps } = machine(backend(4), costs, backend(1));
  expect(await choice.followed(work)).toBe(4);
  ran.length = 0;
  await steps(3);
  expect(choice.outcome()).toBeNull();
  await steps(3);
  expect(ran).toEqual([4, 4, 1, 1, faster, faster]);
  expect(await choice.followed(work)).toBe(faster);
  expect(choice.outcome()).toEqual({
    threads: faster,
    ways: [4, 1].map((threads, at) => ({ threads, seconds: expect.closeTo(seconds[at] ?? 0, 9) })),
  });
});

test.each([
  ['on one thread anyway', backend(1), backend(1)],
  ['on a graphics card', backend(1, 'webgpu'), backend(1)],
  ['where a second runtime does not start', backend(4), null],
])('%s there is nothing to choose', async (_, first, single) => {
  const { choice, ran, steps } = machine(first, { 4: 600, 1: 200 }, single);
  await steps(6);
  expect(new Set(ran)).toEqual(new Set([first.threads]));
  expect(choice.outcome()).toBeNull();
});

test('one thread that fails in its trial is given up, and the run is made all the same', async () => {
  const { choice, ran, work, steps } = machine(backend(4), { 4: 600, 1: 200 }, backend(1));
  await steps(2);
  const broken = (on: Backend): Promise<number> =>
    on.threads === 1 ? Promise.reject(new Error('There is no room.')) : work(on);
  expect(await choice.measured(broken)).toBe(4);
  await steps(2);
  expect(ran).toEqual([4, 4, 4, 4, 4]);
});

test('after the device moved it is measured again', async () => {
  const { device, choice, ran, steps } = machine(backend(4), { 4: 600, 1: 200 }, backend(1));
  await steps(5);
  device.backend = backend(2);
  await steps(1);
  expect(ran.at(-1)).toBe(2);
  expect(choice.outcome()).toBeNull();
});
