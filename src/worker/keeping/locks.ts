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

/** The browser's locks where it lets the page have them: inside another site's page it may have them and refuse each one. */
export async function grantedLocks<L extends Pick<LockManager, 'request'>>(
  manager: L | undefined,
): Promise<L | null> {
  try {
    await manager?.request('are there locks', { mode: 'shared' }, () => undefined);
    return manager ?? null;
  } catch {
    return null;
  }
}

/** Locks of the browser, across tabs and workers. */
export function browserLocks(manager: LockManager): Locks {
  const tryLock = <T>(name: string, mode: LockMode, task: () => Promise<T>) =>
    manager.request(name, { mode, ifAvailable: true }, async (lock) =>
      lock ? { value: await task() } : null,
    );
  return {
    async run(name, mode, task, { signal, onWait } = {}) {
      signal?.throwIfAborted();
      const done = await tryLock(name, mode, task);
      if (done) return done.value;
      onWait?.();
      return manager.request(name, signal ? { mode, signal } : { mode }, task);
    },
    share: (name) =>
      new Promise((resolve, reject) => {
        manager
          .request(name, { mode: 'shared' }, () => new Promise<void>((release) => resolve(release)))
          .catch(reject);
      }),
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
