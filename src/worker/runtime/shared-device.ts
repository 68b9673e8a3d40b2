import type { CallOptions } from '../../engine/calls.ts';
import type { DeviceChoice, DeviceNote, DeviceReport } from '../../engine/device.ts';
import { type Backend, type BackendOpener, wordsOf } from './backend.ts';
import type { Exclusive } from './exclusive.ts';
import { tryThreadsLater } from './threads-later.ts';

/** What computes on a device, and has to move with it. */
interface Movers {
  /** Gives up what was made on the device. */
  leave(): Promise<void>;
  /** Makes everything again on the device that is there now. */
  arrive(options: CallOptions): Promise<void>;
  /** Whether so little moves that the runtime may hold it a second time. */
  isLight(): boolean;
}

/** The one device that all towers share; whatever changes it runs alone (`exclusive`). */
export interface SharedDevice {
  readonly opener: BackendOpener;
  readonly exclusive: Exclusive;
  readonly movers: Movers;
  /** The device asked for last. */
  choice: DeviceChoice;
  notes: DeviceNote[];
  /** `null` before the first use, and after it was closed. */
  backend: Backend | null;
}

/** No backend is opened yet. */
export function sharedDevice(
  opener: BackendOpener,
  exclusive: Exclusive,
  movers: Movers,
): SharedDevice {
  return { opener, exclusive, movers, choice: 'auto', notes: [], backend: null };
}

/** The backend in use, opened where there is none. */
export async function currentBackend(device: SharedDevice, options: CallOptions): Promise<Backend> {
  if (device.backend) return device.backend;
  const { opener, choice } = device;
  // Of an opening that fails, the next one's notes say enough.
  const notes: DeviceNote[] = [];
  const opened = await opener.open(choice, notes, options);
  device.notes = [...device.notes, ...notes];
  device.backend = watch(device, opened);
  return opened;
}

/** Leaves a card that failed for the processor. Nothing happens where it was left already. */
export async function fallBack(
  device: SharedDevice,
  failed: Backend,
  note: DeviceNote,
  options: CallOptions,
): Promise<void> {
  if (device.backend !== failed) return;
  device.notes = [...device.notes, note];
  device.opener.discard(failed);
  await close(device);
  device.backend = watch(device, await device.opener.open('wasm', device.notes, options));
  await device.movers.arrive(options);
}

/** Moves to the chosen device; where that fails, the next call goes on with what was chosen before. */
export async function chooseDevice(
  device: SharedDevice,
  chosen: DeviceChoice,
  options: CallOptions,
): Promise<void> {
  const before = device.choice;
  device.choice = chosen;
  device.notes = [];
  try {
    await close(device);
    await currentBackend(device, options);
    await device.movers.arrive(options);
  } catch (error) {
    await close(device);
    device.choice = before;
    throw error;
  }
}

/** What is told of the device as it is now. */
export function reportOf(
  { backend, choice, notes }: SharedDevice,
  crossOriginIsolated: boolean,
): DeviceReport {
  const { kind = 'wasm', threads = 1, adapter = '' } = backend ?? {};
  return {
    kind,
    choice,
    threads,
    adapter,
    halfPrecision: hasHalf(backend),
    crossOriginIsolated,
    notes: [...notes, ...(backend?.kernels?.notes() ?? [])],
  };
}

/** Whether half precision is computed there. */
export function hasHalf(backend: Backend | null): boolean {
  return backend?.gpu?.features.has('shader-f16') ?? false;
}

async function close(device: SharedDevice): Promise<void> {
  await device.movers.leave();
  device.backend?.gpu?.destroy();
  device.backend = null;
}

/** A card that goes away while nothing runs is noticed too; one that was closed here is no longer the backend. */
function watch(device: SharedDevice, opened: Backend): Backend {
  void noticeLoss(device, opened);
  const late = opened.kind === 'wasm' && device.notes.some(isThreadsLate);
  if (late) void threadsLater(device, opened);
  return opened;
}

const isThreadsLate = ({ code }: DeviceNote): boolean => code === 'threads-late';

async function noticeLoss(device: SharedDevice, opened: Backend): Promise<void> {
  const lost = await opened.gpu?.lost;
  if (!lost) return;
  const note: DeviceNote = { code: 'device-lost', detail: lost.message };
  await device.exclusive(() => fallBack(device, opened, note, {})).catch(() => undefined);
}

/** A machine that was busy at the start need not stay with one thread. */
async function threadsLater(device: SharedDevice, slow: Backend): Promise<void> {
  const fast = await tryThreadsLater(
    device.opener,
    () => device.backend === slow && device.movers.isLight(),
  );
  await device.exclusive(async () => {
    if (device.backend !== slow) return;
    device.notes = device.notes.filter((note) => !isThreadsLate(note));
    if (fast) await moveTo(device, fast, slow);
    else noteThreadsFailed(device, 'They did not start in time.');
  });
}

/** Every tower moves; where one cannot, all stay where they were. */
async function moveTo(device: SharedDevice, fast: Backend, slow: Backend): Promise<void> {
  await close(device);
  device.backend = fast;
  try {
    await device.movers.arrive({});
  } catch (error) {
    noteThreadsFailed(device, wordsOf(error));
    device.opener.discard(fast);
    await close(device);
    device.backend = slow;
  }
}

function noteThreadsFailed(device: SharedDevice, detail: string): void {
  device.notes = [...device.notes, { code: 'threads-failed', detail }];
}
