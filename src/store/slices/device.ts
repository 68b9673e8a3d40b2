import { attempt } from '../../engine/attempt.ts';
import type { DeviceChoice } from '../../engine/device.ts';
import type { EngineErrorData } from '../../engine/errors.ts';
import type { Slice } from '../all.ts';
import { modelOf, shelved } from '../columns/column-model.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import type { Column } from '../types.ts';

export interface DeviceSlice extends Pick<State, 'device' | 'health' | 'moving'> {
  refreshDevice(): Promise<void>;
  chooseDevice(choice: DeviceChoice): Promise<void>;
  /** With the code `engine-stuck` it was ended because of one file: the other columns begin again by themselves. */
  engineDied(error?: EngineErrorData): void;
  /** Loads every column again in a new worker; vectors that are there are kept. */
  startAgain(): Promise<void>;
}

/** What a device that may become faster is asked again after. */
const LOOK_AGAIN_MS = 20_000;

export function deviceSlice({ engine }: Outside): Slice<DeviceSlice> {
  let later: ReturnType<typeof setTimeout> | undefined;
  return (set, get) => ({
    device: null,
    health: 'alive',
    moving: false,
    refreshDevice: async () => {
      const device = await attempt(
        () => engine.device(),
        () => undefined,
      );
      if (device) set({ device });
      // The engine tries several threads again by itself, and has no way to tell.
      clearTimeout(later);
      if (device?.notes.some(({ code }) => code === 'threads-late'))
        later = setTimeout(() => void get().refreshDevice(), LOOK_AGAIN_MS);
    },
    chooseDevice: async (deviceChoice) => {
      const { deviceChoice: before } = get();
      get().change({ deviceChoice });
      set({ moving: true });
      const device = await attempt(
        () => engine.setDevice(deviceChoice),
        (error) =>
          error.code === 'worker-died'
            ? get().engineDied()
            : get().notify('device.failed', { reason: error.message }, { tone: 'problem' }),
      );
      // Of two choices in a row the engine answers the last one last.
      if (get().deviceChoice !== deviceChoice) return;
      if (!device) get().change({ deviceChoice: before });
      set({ moving: false, ...(device && { device }) });
      void get().encodeMissing();
    },
    engineDied: (error) => {
      if (error?.code === 'engine-stuck') {
        void get().beginAgain(error);
        return;
      }
      set(({ columns }) => ({
        health: 'dead',
        // Models died with the worker: their vectors stay, by fingerprint.
        columns: columns.map((column) =>
          column.status.kind === 'loading' ? onShelf(column) : column,
        ),
      }));
    },
    startAgain: async () => {
      set(({ columns }) => ({
        health: 'alive',
        columns: columns.map(onShelf),
      }));
      await get().loadAll();
    },
  });
}

/** The engine holds no model of it any more; what that has answered stays on show until the next one is there. */
function onShelf(column: Column): Column {
  const model = modelOf(column);
  return { ...column, status: { kind: 'idle', ...(model && { previous: shelved(model) }) } };
}
