import type { DeviceChoice, DeviceReport, EngineErrorData } from '../../engine/contract.ts';
import type { Outside, Slice } from '../all.ts';
import { attempt } from '../actions/attempt.ts';
import type { EngineHealth } from '../types.ts';

export interface DeviceSlice {
  readonly device: DeviceReport | null;
  readonly health: EngineHealth;
  /** The models are on their way to another device. */
  readonly moving: boolean;
  refreshDevice(): Promise<void>;
  chooseDevice(choice: DeviceChoice): Promise<void>;
  /** With the code `engine-stuck` it was ended because of one file: the other columns begin again by themselves. */
  engineDied(error?: EngineErrorData): void;
  /** Loads every column again in a new worker; vectors that are there are kept. */
  startAgain(): Promise<void>;
}

export function deviceSlice({ engine }: Outside): Slice<DeviceSlice> {
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
    },
    chooseDevice: async (deviceChoice) => {
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
          column.status.kind === 'loading' ? { ...column, status: { kind: 'idle' } } : column,
        ),
      }));
    },
    startAgain: async () => {
      set(({ columns }) => ({
        health: 'alive',
        columns: columns.map((column) => ({ ...column, status: { kind: 'idle' } })),
      }));
      await get().loadAll();
    },
  });
}
