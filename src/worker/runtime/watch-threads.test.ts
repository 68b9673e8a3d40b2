import { expect, test } from 'vitest';
import { watchThreads } from './watch-threads.ts';

/** Counts what lives. */
function fakeScope() {
  const alive = new Set<string>();
  class FakeWorker {
    readonly name: string;
    constructor(url: string) {
      this.name = url;
      alive.add(url);
    }
    terminate(): void {
      alive.delete(this.name);
    }
  }
  return { scope: { Worker: FakeWorker as object as typeof Worker }, alive };
}

test('only the threads that started under the watch are ended', () => {
  const { scope, alive } = fakeScope();
  const others = new scope.Worker('before');
  const watched = watchThreads(scope);
  expect(new scope.Worker('one')).toBeInstanceOf(others.constructor);
  void new scope.Worker('two');
  watched.rest();
  void new scope.Worker('after');
  watched.end();
  expect([...alive]).toEqual(['before', 'after']);
});
