/** Writes down which loads are under way, so that a tab that was killed in the middle is known at the next start. */
export interface CrashMarks {
  /** A load of that column begins; `name` is what the visitor knows the model by. */
  begin(column: string, name: string): void;
  /** It ended, well or badly, or was given up. */
  end(column: string): void;
  /** The tab is left in the ordinary way. */
  clear(): void;
}

/** What the marks need of the browser. */
export interface MarkPlace {
  /** Shared by all tabs where there are locks; else this tab's own, which outlives a crash of it. */
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  /** `null` on pages without https. */
  readonly locks: Pick<LockManager, 'request'> | null;
  /** Unlike that of any other tab. */
  readonly tab: string;
}

const PREFIX = 'zero-shot loading ';

/** Where the page's own marks are; `null` where the browser keeps nothing. */
export function browserMarkPlace(page: Window): MarkPlace | null {
  const { locks = null } = page.navigator as Partial<Navigator>;
  try {
    // Without locks a tab cannot tell whether another one is alive: it then looks after its own crashes only.
    const storage = locks ? page.localStorage : page.sessionStorage;
    return { storage, locks, tab: `${Date.now()} ${Math.random()}` };
  } catch {
    return null;
  }
}

/** The marks of this tab. It holds a lock for life, by which other tabs know that its marks are not those of a dead one. */
export function createCrashMarks({ storage, locks, tab }: MarkPlace): CrashMarks {
  void locks?.request(PREFIX + tab, () => new Promise(() => undefined)).catch(() => undefined);
  const names = new Map<string, string>();
  const write = (): void => {
    try {
      if (names.size === 0) storage.removeItem(PREFIX + tab);
      else storage.setItem(PREFIX + tab, JSON.stringify([...names.values()]));
    } catch {
      // A browser that keeps nothing knows of no crash either.
    }
  };
  return {
    begin(column, name) {
      names.set(column, name);
      write();
    },
    end(column) {
      if (names.delete(column)) write();
    },
    clear() {
      names.clear();
      write();
    },
  };
}

/** Names of the models whose loads ended with their tab; their marks are gone after this. Call it before the first load. */
export async function takeCrashes({ storage, locks }: MarkPlace): Promise<readonly string[]> {
  try {
    const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '');
    const marks = keys.filter((key) => key.startsWith(PREFIX));
    const dead = await Promise.all(marks.map((key) => isDead(key, locks)));
    return marks.flatMap((key, index) => {
      if (!dead[index]) return [];
      const text = storage.getItem(key);
      storage.removeItem(key);
      return namesIn(text);
    });
  } catch {
    return [];
  }
}

/** A browser needs a moment to free the locks of a tab that has just died. */
const GRACE_MS = 1000;

async function isDead(name: string, locks: MarkPlace['locks']): Promise<boolean> {
  if (!locks) return true;
  const signal = AbortSignal.timeout(GRACE_MS);
  return locks.request(name, { signal }, () => true).catch(() => false);
}

/** The names in a mark; a tab that was killed while writing leaves half of one. */
function namesIn(text: string | null): readonly string[] {
  try {
    const names: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(names) ? names.map(String) : [];
  } catch {
    return [];
  }
}
