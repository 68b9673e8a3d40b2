import { answerOf } from '../../core/waiting/answer-of.ts';
import { BROWSER_MS, within } from '../../core/waiting/within.ts';

/** Says who may touch a file: one writer, or any number of readers, in all tabs that share the storage. */
export interface Locks {
  /** Runs `task` under the lock; `onWait` is called once where somebody else holds it. Rejects where `signal` fires before. */
  run<T>(name: string, mode: LockMode, task: () => Promise<T>, options?: LockWait): Promise<T>;
  /** Holds a shared lock until the returned function is called. */
  share(name: string): Promise<() => void>;
  /** Runs `task` alone, or answers `null` at once where somebody holds the lock. */
  tryAlone<T>(name: string, task: () => Promise<T>): Promise<T | null>;
}

export interface LockWait {
  readonly signal?: AbortSignal | undefined;
  readonly onWait?: () => void;
}

/**
 * The browser's locks where it lets the page have them: inside another site's page it may have them and refuse each one, or not
 * answer at all.
 */
export async function grantedLocks<L extends Pick<LockManager, 'request'>>(
  manager: L | undefined,
): Promise<L | null> {
  try {
    const asked = manager?.request('are there locks', { mode: 'shared' }, () => undefined);
    const answered = Promise.resolve(asked).then(() => manager ?? null);
    return await within(BROWSER_MS, answered, () => null);
  } catch {
    return null;
  }
}

interface Granted {
  /** Resolves when the next one can have it. */
  readonly release: () => Promise<unknown>;
}

/**
 * The lock where it is free, at once. `null` where somebody else has it.
 * @throws BrowserSilentError
 */
function grantOf(manager: LockManager, name: string, mode: LockMode): Promise<Granted | null> {
  const ask = (): Promise<Granted | null> =>
    new Promise((resolve, reject) => {
      const held = manager.request(name, { mode, ifAvailable: true }, (lock) => {
        if (!lock) return resolve(null);
        return new Promise<void>((end) => {
          const release = (): Promise<unknown> => {
            end();
            return within(BROWSER_MS, held, () => undefined);
          };
          resolve({ release });
        });
      });
      held.catch(reject);
    });
  return answerOf({
    what: 'locks.request',
    of: manager,
    ask,
    onLate: (late) => void late?.release(),
  });
}

/** Locks of the browser, across tabs and workers. What it does not answer in time is an error, and nobody's lock later. */
export function browserLocks(manager: LockManager): Locks {
  async function tryLock<T>(name: string, mode: LockMode, task: () => Promise<T>) {
    const granted = await grantOf(manager, name, mode);
    if (!granted) return null;
    try {
      return { value: await task() };
    } finally {
      await granted.release();
    }
  }
  return {
    async run(name, mode, task, { signal, onWait } = {}) {
      signal?.throwIfAborted();
      const done = await tryLock(name, mode, task);
      if (done) return done.value;
      onWait?.();
      return manager.request(name, signal ? { mode, signal } : { mode }, task);
    },
    async share(name) {
      const granted = await grantOf(manager, name, 'shared');
      if (granted) return () => void granted.release();
      // Somebody deletes it at this moment.
      return new Promise((resolve, reject) => {
        manager
          .request(name, { mode: 'shared' }, () => new Promise<void>((release) => resolve(release)))
          .catch(reject);
      });
    },
    async tryAlone(name, task) {
      return (await tryLock(name, 'exclusive', task))?.value ?? null;
    },
  };
}

interface LocalLock {
  readonly waiting: (() => void)[];
  busy: boolean;
  shares: number;
}

/** Locks within this worker, for pages that have none. A writer and readers take turns; shares only hinder `tryAlone`. */
export function localLocks(): Locks {
  const locks = new Map<string, LocalLock>();
  const lockOf = (name: string): LocalLock => {
    const lock = locks.get(name) ?? { waiting: [], busy: false, shares: 0 };
    locks.set(name, lock);
    return lock;
  };
  async function alone<T>(lock: LocalLock, task: () => Promise<T>): Promise<T> {
    lock.busy = true;
    try {
      return await task();
    } finally {
      lock.busy = false;
      lock.waiting.shift()?.();
    }
  }
  return {
    async run(name, _mode, task, { signal, onWait } = {}) {
      signal?.throwIfAborted();
      const lock = lockOf(name);
      if (lock.busy) onWait?.();
      while (lock.busy) await turn(lock, signal);
      return alone(lock, task);
    },
    async share(name) {
      const lock = lockOf(name);
      lock.shares++;
      return () => void lock.shares--;
    },
    async tryAlone(name, task) {
      const lock = lockOf(name);
      return lock.busy || lock.shares > 0 ? null : alone(lock, task);
    },
  };
}

function turn(lock: LocalLock, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = (): void => {
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const stop = (): void => {
      lock.waiting.splice(lock.waiting.indexOf(go), 1);
      reject(signal?.reason);
    };
    lock.waiting.push(go);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
