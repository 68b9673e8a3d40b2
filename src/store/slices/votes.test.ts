import { describe, expect, it } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { createPageStore } from '../store.ts';
import { MOST_VOTES } from './votes.ts';

function page() {
  let ids = 0;
  return createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new Error('Nothing is fetched in this test.')),
    address: (path) => path,
    createUrl: () => '',
    newId: () => String(++ids),
  });
}

describe('votes', () => {
  it('counts each picture and label on its own, and the last number stands', () => {
    const { getState } = page();
    getState().vote('a', 'dog', 7);
    getState().vote('b', 'dog', 1);
    getState().vote('a', 'cat', 2);
    getState().vote('a', 'dog', 5);
    expect(getState().votes.get('a')).toEqual(
      new Map([
        ['dog', 5],
        ['cat', 2],
      ]),
    );
    expect(getState().votes.get('b')).toEqual(new Map([['dog', 1]]));
  });

  it('takes whole numbers from 0 up, an emptied field being 0', () => {
    const { getState } = page();
    const after = (count: number) => {
      getState().vote('a', 'dog', count);
      return getState().votes.get('a')?.get('dog');
    };
    expect([3.9, -2, Number.NaN, 1e9].map(after)).toEqual([3, 0, 0, MOST_VOTES]);
  });

  it('counts single votes and takes them back in turn, each at its own picture', () => {
    const { getState } = page();
    const at = (label: string) => getState().votes.get('a')?.get(label) ?? 0;
    getState().vote('a', 'dog', 3);
    getState().addVote('a', 'dog');
    getState().addVote('a', 'cat');
    getState().addVote('b', 'cat');
    expect([at('dog'), at('cat')]).toEqual([4, 1]);
    getState().takeBackVote('a');
    expect([at('dog'), at('cat')]).toEqual([4, 0]);
    getState().takeBackVote('a');
    // What was typed is not taken back vote by vote.
    getState().takeBackVote('a');
    expect([at('dog'), at('cat')]).toEqual([3, 0]);
    expect(getState().votes.get('b')?.get('cat')).toBe(1);
  });

  it('stays when a picture is revealed, covered again, and the next one is shown', () => {
    const { getState } = page();
    getState().vote('a', 'dog', 4);
    getState().toggleCover('a');
    getState().toggleCover('a');
    getState().toggleCover('a');
    getState().show('b');
    getState().coverAll();
    expect(getState().votes.get('a')?.get('dog')).toBe(4);
  });
});

describe('covering', () => {
  it('covers a picture and starts guessing, then reveals it', () => {
    const { getState } = page();
    expect(getState().guessFirst).toBe(false);
    getState().toggleCover('a');
    expect(getState().guessFirst).toBe(true);
    expect(getState().revealed.has('a')).toBe(false);
    getState().toggleCover('a');
    expect(getState().guessFirst).toBe(true);
    expect([...getState().revealed]).toEqual(['a']);
  });

  it('covers a revealed picture again and leaves the others as they are', () => {
    const { getState } = page();
    getState().change({ guessFirst: true });
    getState().reveal('a');
    getState().reveal('b');
    getState().toggleCover('a');
    expect([...getState().revealed]).toEqual(['b']);
  });
});
