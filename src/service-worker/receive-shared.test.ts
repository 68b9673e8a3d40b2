import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { takeAside } from '../browser/shared-pictures.ts';
import { memoryCaches } from '../testing/memory-caches.ts';
import { isShared, receiveShared } from './receive-shared.ts';

const FOLDER = 'https://room.example/clip/';
const manifest = JSON.parse(readFileSync('public/manifest.webmanifest', 'utf8')) as {
  share_target: { action: string; method: string; params: { files: { name: string }[] } };
};
const { action, method, params } = manifest.share_target;
const target = new URL(action, `${FOLDER}manifest.webmanifest`).href;

function post(fill: (form: FormData) => void): Request {
  const body = new FormData();
  fill(body);
  return new Request(target, { method, body });
}

test('a share arrives where the manifest says, under the name that it says', async () => {
  const caches = memoryCaches();
  const request = post((form) => {
    for (const { name } of params.files) form.append(name, new File(['x'], 'cat.png'));
    form.append('title', 'a text beside it');
    form.append('pictures', 'a text where a file belongs');
    form.append('pictures', new File([], ''));
  });
  expect(isShared(request, FOLDER)).toBe(true);
  const { status, headers } = await receiveShared(request, FOLDER, caches);
  expect([status, headers.get('Location')]).toEqual([303, `${FOLDER}?shared`]);
  const { files } = await takeAside(caches, FOLDER);
  expect(files.map(({ name }) => name)).toEqual(['cat.png']);
});

test.each([
  ['no form', new Request(target, { method, body: 'text' }), memoryCaches()],
  [
    'no storage',
    post((form) => form.append('pictures', new File(['x'], 'cat.png'))),
    { ...memoryCaches(), open: () => Promise.reject(new DOMException('', 'SecurityError')) },
  ],
] as const)('with %s the page opens all the same', async (_, request, caches) => {
  const { status, headers } = await receiveShared(request, FOLDER, caches);
  expect([status, headers.get('Location')]).toEqual([303, `${FOLDER}?shared`]);
});

test('nothing else is taken for a share', () => {
  for (const [url, init] of [
    [target, { method: 'GET' }],
    [`${FOLDER}index.html`, { method: 'POST' }],
    ['https://room.example/shared', { method: 'POST' }],
    [`${target}/x`, { method: 'POST' }],
  ] as const)
    expect(isShared(new Request(url, init), FOLDER)).toBe(false);
});
