import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Store } from '../store/store.ts';
import { takeHandedOver } from './handed-over.ts';

vi.mock('../words/tables.ts', () => ({ loadWordsOf: async () => undefined }));

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = (): Promise<never> => new Promise(() => undefined);

/** A page that was opened with something; what was shared to it lies behind `open`. */
async function opened(
  search: string,
  getFile: () => Promise<File>,
  open: () => Promise<object> = never,
) {
  const [addGiven, notify] = [vi.fn(async () => undefined), vi.fn()];
  const store = { getState: () => ({ addGiven, notify }) } as object as Store;
  const setConsumer = (consumer: (launch: object) => void) => consumer({ files: [{ getFile }] });
  const page = {
    location: { hash: '', pathname: '/', search },
    history: { replaceState: () => undefined },
    document: { baseURI: 'https://page.test/' },
    caches: { open, delete: async () => true },
    launchQueue: { setConsumer },
  };
  const taken = takeHandedOver(store, page as object as Window);
  await vi.advanceTimersByTimeAsync(90_000);
  await taken;
  return { addGiven, notify };
}

test.each(['?shared', '?opened'])(
  'what never comes of %s is said to be missing',
  async (search) => {
    const { addGiven, notify } = await opened(search, never);
    expect(notify.mock.calls).toEqual([['shared.none', {}, { tone: 'problem' }]]);
    expect(addGiven).not.toHaveBeenCalled();
  },
);

test('what the page was opened with is added', async () => {
  const file = new File(['bytes'], 'dog.png');
  const { addGiven, notify } = await opened('?opened', async () => file);
  expect(addGiven.mock.calls).toEqual([[[{ path: 'dog.png', file }]]]);
  expect(notify).not.toHaveBeenCalled();
});

test('what was shared and comes after a minute is added all the same', async () => {
  const headers = { 'Zero-Shot-Name': 'dog.png', 'Content-Type': 'image/png' };
  const cache = {
    keys: async () => [{ url: 'https://page.test/shared/0' }],
    match: async () => new Response('bytes', { headers }),
  };
  const late = () => new Promise<object>((resolve) => setTimeout(() => resolve(cache), 80_000));
  const { addGiven } = await opened('?shared', never, late);
  expect(addGiven.mock.calls).toMatchObject([[[{ path: 'dog.png' }]]]);
});
