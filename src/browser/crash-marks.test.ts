import { expect, test } from 'vitest';
import { createCrashMarks, type MarkPlace, takeCrashes } from './crash-marks.ts';

/** A browser with tabs; `kill` ends one without a word, as a crash does. */
function browser({ withLocks = true } = {}) {
  const items = new Map<string, string>();
  const held = new Set<string>();
  const storage: MarkPlace['storage'] = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
  const locks = {
    request: async (name: string, ...rest: readonly unknown[]) => {
      if (rest.length === 1) held.add(name);
      else if (held.has(name)) throw new DOMException('It is held.', 'TimeoutError');
      return true;
    },
  } as object as LockManager;
  return {
    items,
    tab: (tab: string): MarkPlace => ({ storage, tab, locks: withLocks ? locks : null }),
    kill: (tab: string) => {
      for (const name of held) if (name.endsWith(` ${tab}`)) held.delete(name);
    },
  };
}

test('a tab that was killed while loading is told of once, with what it loaded', async () => {
  const { tab, kill } = browser();
  const marks = createCrashMarks(tab('one'));
  marks.begin('a', 'lab/clip');
  marks.begin('b', 'big.safetensors');
  marks.end('a');
  kill('one');
  expect(await takeCrashes(tab('two'))).toEqual(['big.safetensors']);
  expect(await takeCrashes(tab('three'))).toEqual([]);
});

test('another tab that is loading at this moment is left alone', async () => {
  const { tab, kill } = browser();
  createCrashMarks(tab('one')).begin('a', 'alive');
  createCrashMarks(tab('two')).begin('a', 'dead');
  kill('two');
  expect(await takeCrashes(tab('three'))).toEqual(['dead']);
  kill('one');
  expect(await takeCrashes(tab('three'))).toEqual(['alive']);
});

test('a load that ended leaves nothing behind', async () => {
  const { tab, kill, items } = browser();
  const marks = createCrashMarks(tab('one'));
  marks.begin('a', 'lab/clip');
  marks.end('a');
  marks.end('a');
  kill('one');
  expect(items.size).toBe(0);
});

test('without locks the tab knows its own crash', async () => {
  const { tab } = browser({ withLocks: false });
  createCrashMarks(tab('one')).begin('a', 'lab/clip');
  expect(await takeCrashes(tab('one again'))).toEqual(['lab/clip']);
});

test('a mark that cannot be read, and a storage that refuses, stop nothing', async () => {
  const { tab, items } = browser();
  items.set('zero-shot loading old', '{');
  items.set('zero-shot loading other', '["lab/clip"]');
  expect(await takeCrashes(tab('one'))).toEqual(['lab/clip']);
  expect(items.size).toBe(0);
  const refusing = { ...tab('two'), storage: { ...tab('two').storage, setItem: refuse } };
  expect(() => createCrashMarks(refusing).begin('a', 'x')).not.toThrow();
});

function refuse(): never {
  throw new DOMException('No room.', 'QuotaExceededError');
}
