import { nextTask } from '../../engine/next-task.ts';
import type { CallOptions, DeviceChoice, DeviceNote, DeviceReport } from '../../engine/contract.ts';
import { EngineError } from '../../engine/errors.ts';
import { fingerprint } from '../../core/numbers/fingerprint.ts';
import { type Backend, type BackendOpener, wordsOf } from './backend.ts';
import { createExclusive } from './exclusive.ts';
import { areGivenUp } from './external-weights.ts';
import { failureOf, openTower, type TowerRecipe } from './open-tower.ts';
import { createGraphSession, type OpenedGraph } from './graph-session.ts';
import type { TowerInput, TowerSession } from './tower-session.ts';
import { tryThreadsLater } from './threads-later.ts';

/** A tower in use. Equal fingerprints are one tower with one session. */
export interface Tower {
  readonly fingerprint: string;
  readonly weightBytes: number;
  /** Un-normalised embeddings [N, D] of a batch. */
  encode(input: TowerInput): Promise<Float32Array>;
  /** The same tower for another holder, who releases it too. */
  share(): Tower;
  release(): Promise<void>;
}

export interface TowerPool {
  /** Prepares a tower and its session, or shares the one that is there. */
  acquire(recipe: TowerRecipe, options: CallOptions): Promise<Tower>;
  /** A graph of ours that takes all it needs as inputs, on the device in use; its runs take turns with those of the towers. */
  openGraph(model: Uint8Array): OpenedGraph;
  setDevice(choice: DeviceChoice, options: CallOptions): Promise<DeviceReport>;
  device(): Promise<DeviceReport>;
  /** The device asked for last. */
  choice(): DeviceChoice;
  /** What kind of device the next batch meets, for its size. */
  kind(): Backend['kind'];
}

interface Entry {
  readonly fingerprint: string;
  readonly recipe: TowerRecipe;
  holders: number;
  session: TowerSession | null;
  /** The processor's answer to the known input, once it was computed. */
  reference: Float32Array | null;
}

/**
 * All towers and the one device that they share. Sessions are made, run and released one at a time. When the graphics
 * card fails, at whatever point, every tower moves to WASM, a note says why, and the call that met the failure goes on there.
 */
export function createTowerPool(opener: BackendOpener, crossOriginIsolated: boolean): TowerPool {
  const entries = new Map<string, Entry>();
  const exclusive = createExclusive();
  let choice: DeviceChoice = 'auto';
  let notes: DeviceNote[] = [];
  let backend: Backend | null = null;

  async function currentBackend(options: CallOptions): Promise<Backend> {
    backend ??= watch(await opener.open(choice, notes, options));
    return backend;
  }

  /** A card that goes away while nothing runs is noticed too; one that was closed here is no longer the backend. */
  function watch(opened: Backend): Backend {
    void noticeLoss(opened);
    const late = opened.kind === 'wasm' && notes.some(({ code }) => code === 'threads-late');
    if (late) void threadsLater(opened);
    return opened;
  }

  /** A machine that was busy at the start need not stay with one thread. */
  async function threadsLater(slow: Backend): Promise<void> {
    const fast = await tryThreadsLater(opener, () => backend === slow && isLight(entries));
    await exclusive(async () => {
      if (backend !== slow) return;
      const detail = fast ? '' : 'They did not start in time.';
      notes = notes.filter(({ code }) => code !== 'threads-late');
      if (!fast) notes = [...notes, { code: 'threads-failed', detail }];
      if (fast) await moveTo(fast, slow);
    });
  }

  /** Every tower moves; where one cannot, all stay where they were. */
  async function moveTo(fast: Backend, slow: Backend): Promise<void> {
    await close();
    backend = fast;
    try {
      await reopen({});
    } catch (error) {
      notes = [...notes, { code: 'threads-failed', detail: wordsOf(error) }];
      opener.discard(fast);
      await close();
      backend = slow;
    }
  }

  async function noticeLoss(opened: Backend): Promise<void> {
    const lost = await opened.gpu?.lost;
    if (!lost) return;
    await exclusive(() => fallBack(opened, 'device-lost', lost.message, {})).catch(() => undefined);
  }

  async function close(): Promise<void> {
    for (const entry of entries.values()) {
      const { session } = entry;
      entry.session = null;
      await session?.release().catch(() => undefined);
    }
    backend?.gpu?.destroy();
    backend = null;
  }

  /** Makes every session again on the device that is there now; without one, a tower makes its own when it is used. */
  async function reopen(options: CallOptions): Promise<void> {
    for (const entry of entries.values()) await sessionOf(entry, options);
  }

  async function fallBack(
    failed: Backend,
    code: DeviceNote['code'],
    detail: string,
    options: CallOptions,
  ): Promise<void> {
    if (backend !== failed) return;
    notes = [...notes, { code, detail }];
    opener.discard(failed);
    await close();
    backend = watch(await opener.open('wasm', notes, options));
    await reopen(options);
  }

  /** The entry's session, made from `prepared` or, where those are gone, from newly prepared weights. */
  async function sessionOf(
    entry: Entry,
    options: CallOptions,
    prepared?: readonly Uint8Array<ArrayBuffer>[],
  ): Promise<TowerSession> {
    if (entry.session) return entry.session;
    const used = await currentBackend(options);
    const usable = prepared && !areGivenUp(prepared);
    const weights = usable ? prepared : await entry.recipe.fill(options);
    try {
      const opened = await openTower(used, entry.recipe, weights, entry.reference, options);
      entry.reference = opened.reference;
      entry.session = opened.session;
      return entry.session;
    } catch (error) {
      options.signal?.throwIfAborted();
      if (used.kind !== 'webgpu') throw error;
      // Half precision may overflow where the card is sound: nothing else has to leave it.
      const half = entry.recipe.graph.precision === 'fp16' && entry.holders === 0;
      if (half && failureOf(error) === 'self-test-failed') throw halfFailed(error);
      await fallBack(used, failureOf(error), wordsOf(error), options);
      return sessionOf(entry, options, weights);
    }
  }

  async function encode(entry: Entry, input: TowerInput): Promise<Float32Array> {
    const session = await sessionOf(entry, {});
    const used = backend;
    try {
      const embeddings = await session.run(input);
      await nextTask();
      if (used?.kind !== 'webgpu' || embeddings.every(Number.isFinite)) return embeddings;
      throw new Error('The graphics card gave values that are no numbers.');
    } catch (error) {
      if (used?.kind !== 'webgpu') throw error;
      await fallBack(used, 'device-lost', wordsOf(error), {});
      return (await sessionOf(entry, {})).run(input);
    }
  }

  function hold(entry: Entry): Tower {
    let held = true;
    entry.holders++;
    return {
      fingerprint: entry.fingerprint,
      weightBytes: entry.recipe.graph.weightsByteLength,
      encode: (input) => exclusive(() => encode(entry, input)),
      share: () => hold(entry),
      release: () =>
        exclusive(async () => {
          if (!held) return;
          held = false;
          entry.holders--;
          if (entry.holders > 0) return;
          entries.delete(entry.fingerprint);
          await entry.session?.release();
        }),
    };
  }

  function report(): DeviceReport {
    const { kind = 'wasm', threads = 1, adapter = '' } = backend ?? {};
    const halfPrecision = hasHalf(backend);
    return { kind, choice, threads, adapter, halfPrecision, crossOriginIsolated, notes };
  }

  return {
    acquire: (recipe, options) =>
      exclusive(async () => {
        if (recipe.graph.precision === 'fp16') requireHalf(await currentBackend(options));
        const weights = await recipe.fill(options);
        const { model } = recipe.graph;
        const key = fingerprint(model ? [model, ...weights] : weights);
        const known = entries.get(key);
        if (known) return hold(known);
        const entry: Entry = {
          fingerprint: key,
          recipe,
          holders: 0,
          session: null,
          reference: null,
        };
        await sessionOf(entry, options, weights);
        entries.set(key, entry);
        return hold(entry);
      }),
    openGraph(model) {
      const graph = createGraphSession(model);
      return {
        run: (feeds) => exclusive(async () => graph.run(await currentBackend({}), feeds)),
        release: () => exclusive(() => graph.release()),
      };
    },
    setDevice: (chosen, options) =>
      exclusive(async () => {
        const before = choice;
        choice = chosen;
        notes = [];
        try {
          await close();
          await currentBackend(options);
          await reopen(options);
        } catch (error) {
          // The next call goes on with what was chosen before.
          await close();
          choice = before;
          throw error;
        }
        return report();
      }),
    device: () =>
      exclusive(async () => {
        await currentBackend({});
        return report();
      }),
    choice: () => choice,
    kind: () => backend?.kind ?? 'wasm',
  };
}

/** The memory of the runtime with one thread is never given back: large models would need it twice. */
const LIGHT_BYTES = 512 * 2 ** 20;

function isLight(entries: ReadonlyMap<string, Entry>): boolean {
  let bytes = 0;
  for (const { recipe } of entries.values()) bytes += recipe.graph.weightsByteLength;
  return bytes <= LIGHT_BYTES;
}

function hasHalf(backend: Backend | null): boolean {
  return backend?.gpu?.features.has('shader-f16') ?? false;
}

function halfFailed(error: unknown): EngineError {
  return new EngineError(
    'precision-unavailable',
    `This model gives wrong numbers in half precision (fp16) here: ${wordsOf(error)} Choose fp32 or int8.`,
    { precision: 'fp16', device: 'webgpu' },
  );
}

/** @throws EngineError `precision-unavailable` */
function requireHalf(backend: Backend): void {
  if (hasHalf(backend)) return;
  throw new EngineError(
    'precision-unavailable',
    'Half precision (fp16) needs WebGPU on a graphics card with shader-f16, which is not in use here. Choose fp32 or int8, which run everywhere.',
    { precision: 'fp16', device: backend.kind },
  );
}
