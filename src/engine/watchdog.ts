import type { GuardedStep } from './guarded-step.ts';

/** Seconds that a guarded step may go on after its call was given up. */
export const GUARDED_GRACE = 3;
/**
 * Seconds that a worker may be deaf after a call was given up while no guarded step was under way. Our own graphs end, but
 * a large one is made ready in one go: on a slow laptop that takes ten seconds.
 */
export const DEAF_GRACE = 20;

/** Watches the calls of one worker, and tells of one that does not end. */
export interface Watchdog {
  /** The worker begins a guarded step of a call, or has ended it (`null`). */
  step(id: number, step: GuardedStep | null): void;
  /** The page gave a call up. `file`: what it was about. */
  abort(id: number, file: string): void;
  /** The worker has heard that it was given up. */
  heard(id: number): void;
  /** The worker has said anything at all. */
  alive(): void;
  /** The call was answered. */
  end(id: number): void;
  /** The worker is gone. */
  stop(): void;
}

interface Watched {
  file: string;
  guarded: boolean;
  /** The call was given up; the worker has heard of it. */
  aborted: boolean;
  heard: boolean;
  limit: number;
  left: number;
}

/** @param onStuck told once, of the call that did not end within its limit */
export function createWatchdog(
  onStuck: (id: number, file: string, seconds: number) => void,
): Watchdog {
  const watched = new Map<number, Watched>();
  let timer: ReturnType<typeof setInterval> | undefined;

  function stop(): void {
    watched.clear();
    clearInterval(timer);
    timer = undefined;
  }

  /** Seconds are counted one by one: those in which the machine sleeps are nobody's. */
  function tick(): void {
    for (const [id, call] of watched) {
      call.left--;
      if (call.left >= 0) continue;
      stop();
      onStuck(id, call.file, call.limit);
      return;
    }
  }

  function watch(id: number, call: Omit<Watched, 'left'>): void {
    watched.set(id, { ...call, left: call.limit });
    timer ??= setInterval(tick, 1000);
  }

  function forget(id: number): void {
    watched.delete(id);
    if (watched.size === 0) stop();
  }

  return {
    step(id, step) {
      const { aborted = false, heard = false, file = '' } = watched.get(id) ?? {};
      if (step) {
        const limit = aborted ? GUARDED_GRACE : step.seconds;
        watch(id, { file: step.file, guarded: true, aborted, heard, limit });
      } else if (aborted && !heard) {
        watch(id, { file, guarded: false, aborted, heard, limit: DEAF_GRACE });
      } else forget(id);
    },
    abort(id, file) {
      const known = watched.get(id);
      const guarded = known?.guarded ?? false;
      const limit = guarded ? GUARDED_GRACE : DEAF_GRACE;
      watch(id, { file: known?.file ?? file, guarded, aborted: true, heard: false, limit });
    },
    heard(id) {
      const call = watched.get(id);
      if (call?.guarded) call.heard = true;
      else forget(id);
    },
    alive() {
      for (const call of watched.values()) if (!call.guarded) call.left = call.limit;
    },
    end: forget,
    stop,
  };
}
