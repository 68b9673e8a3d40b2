import type { CallOptions } from '../../engine/calls.ts';
import type { DeviceChoice, DeviceReport } from '../../engine/device.ts';
import { fingerprint } from '../../core/numbers/fingerprint.ts';
import type { PreparedWeights } from '../keeping/prepared.ts';
import type { Backend, BackendOpener } from './backend.ts';
import { createExclusive } from './exclusive.ts';
import { createGraphSession, type OpenedGraph } from './graph-session.ts';
import { createOpening, type Opened } from './opening.ts';
import type { TowerRecipe } from './open-tower.ts';
import {
  deviceOf,
  encodeWith,
  type PooledTower,
  type PooledTowers,
  requireHalf,
  sessionOf,
} from './pooled-towers.ts';
import { chooseDevice, currentBackend, reportOf, type SharedDevice } from './shared-device.ts';
import { createThreadChoice, type OnBackend, type ThreadChoice } from './thread-choice.ts';
import type { TowerInput } from './tower-session.ts';

/** A tower in use. Equal fingerprints are one tower with one session. */
export interface Tower {
  readonly fingerprint: string;
  readonly weightBytes: number;
  /** Whether texts are best sorted by what they begin with: see `TowerSession`. */
  sharesBeginnings(): boolean;
  /** Un-normalised embeddings [N, D] of a batch. */
  encode(input: TowerInput): Promise<Float32Array>;
  /** The same tower for another holder, who releases it too. */
  share(): Tower;
  release(): Promise<void>;
}

export interface TowerPool {
  /** Prepares a tower and its session, or shares the one that is there. */
  acquire(recipe: TowerRecipe, options: CallOptions): Promise<Tower>;
  /** Begins to open the device, unless it is open: the runtime comes while files do. Gives what waits for it. */
  open(): Opened;
  /** Takes over a choice where no device is open yet, and none on its way; `false` where one is. */
  prefer(choice: DeviceChoice): boolean;
  /** A graph of ours that takes all it needs as inputs, on the device in use; its runs take turns with those of the towers. */
  openGraph(model: Uint8Array, on?: OnBackend): OpenedGraph;
  /** For graphs that run so often that their number of threads is worth measuring. */
  chooseThreads(): ThreadChoice;
  setDevice(choice: DeviceChoice, options: CallOptions): Promise<DeviceReport>;
  device(): Promise<DeviceReport>;
  /** The device asked for last. */
  choice(): DeviceChoice;
  /** What kind of device the next batch meets, for its size. */
  kind(): Backend['kind'];
}

/**
 * All towers and the one device that they share. Sessions are made, run and released one at a time. When the graphics
 * card fails, at whatever point, every tower moves to WASM, a note says why, and the call that met the failure goes on there.
 */
export function createTowerPool(opener: BackendOpener, crossOriginIsolated: boolean): TowerPool {
  const towers: PooledTowers = new Map();
  const exclusive = createExclusive();
  const device = deviceOf(towers, opener, exclusive);
  const report = () => reportOf(device, crossOriginIsolated);
  const opening = createOpening((options) =>
    exclusive(async () => void (await currentBackend(device, options))),
  );

  function hold(tower: PooledTower): Tower {
    let held = true;
    tower.holders++;
    return {
      fingerprint: tower.fingerprint,
      weightBytes: tower.recipe.graph.weightsByteLength,
      sharesBeginnings: () => tower.session?.sharesBeginnings === true,
      encode: (input) => exclusive(() => encodeWith(device, tower, input)),
      share: () => hold(tower),
      release: () =>
        exclusive(async () => {
          if (!held) return;
          held = false;
          tower.holders--;
          if (tower.holders > 0) return;
          towers.delete(tower.fingerprint);
          await tower.session?.release();
        }),
    };
  }

  return {
    acquire: (recipe, options) =>
      exclusive(async () => hold(await acquire(towers, device, recipe, options))),
    open: () => (device.backend ? async () => undefined : opening.begin()),
    prefer(choice) {
      if (device.backend || opening.isRunning() || towers.size > 0) return false;
      device.choice = choice;
      device.notes = [];
      return true;
    },
    chooseThreads: () => createThreadChoice(device),
    openGraph(model, on = async (work) => work(await currentBackend(device, {}))) {
      const graph = createGraphSession(model);
      return {
        run: (feeds) => exclusive(() => on((backend) => graph.run(backend, feeds))),
        release: () => exclusive(() => graph.release()),
      };
    },
    setDevice: (chosen, options) =>
      exclusive(async () => {
        await chooseDevice(device, chosen, options);
        return report();
      }),
    device: () =>
      exclusive(async () => {
        await currentBackend(device, {});
        return report();
      }),
    choice: () => device.choice,
    kind: () => device.backend?.kind ?? 'wasm',
  };
}

/** The tower that the recipe makes: the one that is there with the same bytes, or a new one whose session has answered. */
async function acquire(
  towers: PooledTowers,
  device: SharedDevice,
  recipe: TowerRecipe,
  options: CallOptions,
): Promise<PooledTower> {
  if (recipe.graph.precision === 'fp16') requireHalf(await currentBackend(device, options));
  const { preparation } = recipe;
  const alike = [...towers.values()].find(
    (tower) => preparation && tower.recipe.preparation?.key === preparation.key,
  );
  if (alike) return alike;
  const kept = await preparation?.recall(options);
  const { weights, fingerprint: key } = kept ?? (await filled(recipe, options));
  const known = towers.get(key);
  if (known) return known;
  // Before the runtime takes them.
  if (!kept) await preparation?.keep({ weights, fingerprint: key });
  const made: PooledTower = {
    fingerprint: key,
    recipe,
    holders: 0,
    session: null,
    reference: null,
  };
  await sessionOf(device, made, options, weights);
  towers.set(key, made);
  return made;
}

async function filled(recipe: TowerRecipe, options: CallOptions): Promise<PreparedWeights> {
  const weights = await recipe.fill(options);
  const { model } = recipe.graph;
  return { weights, fingerprint: fingerprint(model ? [model, ...weights] : weights) };
}
