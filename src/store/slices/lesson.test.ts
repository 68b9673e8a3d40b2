import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createFakeEngine } from '../../testing/fake-engine/fake-engine.ts';
import { answerIsDue } from '../lesson/answer-is-due.ts';
import { ANSWERS_KEY } from '../lesson/answers.ts';
import { PAGES } from '../lesson/pages.ts';
import { DEFAULT_PICTURES } from '../defaults.ts';
import { writeLink } from '../link/link.ts';
import { createPageStore, type Store } from '../store.ts';

const kept = new Map<string, string>();

beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
    removeItem: (key: string) => kept.delete(key),
  });
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
});

const SHELF = [
  ...DEFAULT_PICTURES.map((file) => file.replace('.webp', '')),
  ...PAGES.flatMap(({ pictures = [] }) => pictures.map(({ file }) => file.replace('.webp', ''))),
].map((en) => ({ file: `${en}.webp`, en, zh: en }));

/** A page whose pictures are arranged, and that has no network and no model. */
function visit(link = ''): Store {
  let ids = 0;
  const store = createPageStore({
    engine: createFakeEngine(),
    fetch: () => Promise.reject(new TypeError('no network')),
    address: (path) => path,
    createUrl: () => 'blob:picture',
    newId: () => `id ${++ids}`,
  });
  store.getState().setSamples(SHELF);
  store.getState().setLabels(['mine']);
  if (link !== '') store.getState().applyLink(link, true);
  store.getState().arrangePictures(null);
  return store;
}

const texts = (store: Store) => store.getState().labels.map(({ text }) => text);

describe('a link to a page', () => {
  it.each(PAGES.map(({ number }) => number))(
    'opens page %i with all that it is about',
    async (number) => {
      const page = PAGES.find((one) => one.number === number);
      const store = visit(`lesson=${number}`);
      await vi.waitFor(() => expect(store.getState().lesson?.ready).toBe(true));
      expect(texts(store)).toEqual(
        page?.own ? ['mine'] : (page?.labels?.en ?? SHELF.slice(0, 8).map(({ en }) => en)),
      );
      const files = page?.pictures?.map(({ file }) => file) ?? [...DEFAULT_PICTURES];
      expect(store.getState().pictures.map(({ sample }) => sample)).toEqual(files);
      expect(writeLink(store.getState())).toContain(`lesson=${number}`);
    },
  );

  it('beside a set-up leaves the page as it was left', async () => {
    const store = visit('labels=owl%0Afox&lesson=2');
    await vi.waitFor(() => expect(store.getState().lesson?.ready).toBe(true));
    expect(texts(store)).toEqual(['owl', 'fox']);
  });

  it.each(['9', '99', '0', '-1', '2e0', ' 2', '', '1000'])(
    'to a page that is not there (%j) is said, and covers nothing',
    async (number) => {
      const store = visit(`labels=owl&lesson=${encodeURIComponent(number)}`);
      await vi.waitFor(() =>
        expect(store.getState().notices.map(({ key }) => key)).toContain('link.bad'),
      );
      expect(store.getState().lesson).toBeNull();
      expect(texts(store)).toEqual(['owl']);
    },
  );
});

describe('an answer', () => {
  it('is locked: the first one stays, over a reload and after whatever is answered later', async () => {
    const store = visit('lesson=2');
    await vi.waitFor(() => expect(store.getState().lesson?.ready).toBe(true));
    expect(answerIsDue(store.getState())).toBe(true);
    store.getState().answerLesson(2, { chosen: 'flat' });
    expect(answerIsDue(store.getState())).toBe(false);
    store.getState().answerLesson(2, { chosen: 'same', checked: { sure: 'works' } });
    store.getState().answerLesson(2, { checked: { sure: 'little' } });
    const again = visit('lesson=2');
    await vi.waitFor(() => expect(again.getState().lesson?.ready).toBe(true));
    expect(again.getState().lessonAnswers.pages[2]).toMatchObject({
      chosen: 'flat',
      checked: { sure: 'works' },
    });
    expect(answerIsDue(again.getState())).toBe(false);
  });

  it.each(['{', 'null', '[1]', '{"who":1,"pages":{}}', '{"who":"","pages":{"2":{"chosen":7}}}'])(
    'that the storage holds as %s is as none',
    async (text) => {
      kept.set(ANSWERS_KEY, text);
      const store = visit('lesson=2');
      await vi.waitFor(() => expect(store.getState().lesson?.ready).toBe(true));
      expect(store.getState().lessonAnswers).toEqual({ who: '', pages: {} });
    },
  );

  it('is taken back only all together', async () => {
    const store = visit('lesson=2');
    await vi.waitFor(() => expect(store.getState().lesson?.ready).toBe(true));
    store.getState().answerLesson(2, { chosen: 'flat' });
    store.getState().forgetLesson();
    expect(answerIsDue(store.getState())).toBe(true);
  });
});

describe('steps', () => {
  it('are done by doing, after the question was answered and not before', async () => {
    const store = visit('lesson=1');
    await vi.waitFor(() => expect(store.getState().lesson?.ready).toBe(true));
    const done = () => store.getState().lessonAnswers.pages[1]?.done ?? [];
    store.getState().change({ shown: 'cosine' });
    expect(done()).toEqual([]);
    store.getState().change({ shown: 'probability' });
    store.getState().answerLesson(1, { chosen: 'file' });
    expect(done()).toEqual([]);
    store.getState().change({ shown: 'cosine' });
    expect(done()).toEqual(['cosine']);
    store.getState().doLessonStep('label');
    expect(done()).toEqual(['cosine', 'label']);
    store.getState().closeLesson();
    store.getState().doLessonStep('label');
    expect(store.getState().lesson).toBeNull();
  });

  it('of every page can be done for the visitor without anything being thrown', async () => {
    for (const { number, steps } of PAGES) {
      const store = visit(`lesson=${number}`);
      await vi.waitFor(() => expect(store.getState().lesson?.ready).toBe(true));
      for (const { id } of steps) expect(() => store.getState().doLessonStep(id)).not.toThrow();
    }
  });
});

describe('a page that replaces work of one’s own', () => {
  it('gives it back by Undo, pictures and labels alike', async () => {
    const store = visit();
    const before = store.getState().pictures;
    await store.getState().openLesson(3, true);
    expect(texts(store)).toEqual(['animal', 'food', 'vehicle', 'instrument']);
    store.getState().undo();
    expect(texts(store)).toEqual(['mine']);
    expect(store.getState().pictures).toBe(before);
  });

  it('keeps pictures of one’s own, after its own', async () => {
    const store = visit();
    store.getState().addFiles([new File(['x'], 'cat.png')]);
    await store.getState().openLesson(1, true);
    expect(store.getState().pictures.at(-1)?.name).toBe('cat.png');
    expect(store.getState().pictures).toHaveLength(9);
  });
});
