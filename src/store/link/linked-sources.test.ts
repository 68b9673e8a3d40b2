import { afterEach, expect, test, vi } from 'vitest';
import { newColumn } from '../columns/column.ts';
import type { ColumnSource } from '../types.ts';
import { readLink } from './link.ts';
import { allowedKeys, heldColumns, isHeld, released } from './linked-sources.ts';
import { wantedOf } from './wanted.ts';
import { keepRoomServers, roomServers } from './room-servers.ts';

afterEach(() => vi.unstubAllGlobals());

const OWN = 'https://school.test';
const nobody = { own: OWN, servers: [], allowed: [] };

/** The one column of a link, as the page takes it. */
function linked(
  column: string,
  trust: Parameters<typeof heldColumns>[1] = nobody,
): ColumnSource | null {
  const { setup } = readLink(new URLSearchParams({ columns: column }).toString());
  return heldColumns(setup.columns ?? [], trust)[0]?.source ?? null;
}

const enc = encodeURIComponent;
const url = (address: string) => `${enc(address)},openclip,0`;
const hub = (...parts: readonly string[]) => `hub:${parts.map(enc).join(':')},openclip,0`;

test.each([
  ['another host', url('https://evil.test/a.safetensors'), 'evil.test'],
  ['another port of this host', url('https://school.test:8443/a.safetensors'), 'school.test:8443'],
  ['this host without https', url('http://school.test/a.safetensors'), 'school.test'],
  [
    'a name that begins like this host',
    url('https://school.test.evil.test/a'),
    'school.test.evil.test',
  ],
  ['a letter that looks like another', url('https://schооl.test/a'), 'xn--schl-75da.test'],
  ['the hub', hub('timm/vit'), 'huggingface.co'],
  ['a mirror', hub('timm/vit', 'a.safetensors', 'http://192.0.2.7:8080'), '192.0.2.7:8080'],
  [
    'a repository by its address at a mirror',
    hub('https://huggingface.co/timm/vit', '', 'https://mirror.test'),
    'mirror.test',
  ],
  [
    'a text tower from elsewhere',
    `complete,openclip,0,text=${enc('https://evil.test/t')}`,
    'evil.test',
  ],
  [
    'a scale from elsewhere',
    `complete,openclip,0,text=complete,scale=${enc('https://evil.test/s')}`,
    'evil.test',
  ],
])('%s waits for a yes, and the host is named', (_, column, host) => {
  const source = linked(column);
  expect(source && isHeld(source)).toBe(true);
  expect(wantedOf(source ?? { kind: 'files', files: [] }).map((one) => one.host)).toEqual([host]);
});

test.each([
  ['the built-in model', 'vision-only,openclip,0'],
  ['this server', url('https://school.test/models/b32/open_clip_model.safetensors')],
  ['this server in other words', url('HTTPS://SCHOOL.test:443/a/../b')],
  ['a mirror of the hub on this server', hub('timm/vit', '', 'https://school.test/hub')],
])('%s is loaded at once', (_, column) => {
  const source = linked(column);
  expect(source && isHeld(source)).toBe(false);
});

test.each([
  ['a path', url('/models/a.safetensors')],
  ['an address without a protocol', url('//evil.test/a.safetensors')],
  ['a name before the host', url('https://school.test@evil.test/a')],
  ['a name before the mirror', hub('timm/vit', '', 'https://school.test@evil.test')],
  ['a configuration of its own', `complete,openclip,0,config=${enc('https://evil.test/c')}`],
  ['a tokenizer of its own', `complete,openclip,0,tokenizer=${enc('https://evil.test/t')}`],
  ['a list of files', `${enc('urls:https://evil.test/a:https://evil.test/b')},openclip,0`],
])('%s is no part of a link and is left out', (_, column) => {
  expect(linked(column)).toBeNull();
});

test('a server that was called the room’s is trusted as a whole, and no other one', () => {
  const room = { ...nobody, servers: ['http://192.0.2.7:8080'] };
  const waits = (column: string) => isHeld(linked(column, room) ?? { kind: 'files', files: [] });
  expect(waits(url('http://192.0.2.7:8080/any/file'))).toBe(false);
  expect(waits(hub('a/b', '', 'http://192.0.2.7:8080'))).toBe(false);
  expect(waits(url('http://192.0.2.7:8081/any/file'))).toBe(true);
  expect(waits(`${url('http://192.0.2.7:8080/i')},text=${enc('https://evil.test/t')}`)).toBe(true);
});

test('what was allowed is allowed in that very set-up: the same file, not its server', () => {
  const source = linked(`${url('https://a.test/1')},text=hub:a%2Fb`) ?? {
    kind: 'files',
    files: [],
  };
  expect(isHeld(released(source))).toBe(false);
  expect(allowedKeys([newColumn('a', source)], OWN)).toEqual([]);
  const allowed = allowedKeys([newColumn('a', released(source))], OWN);
  expect(allowed).toHaveLength(2);
  const again = { ...nobody, allowed };
  const waits = (column: string) => isHeld(linked(column, again) ?? { kind: 'files', files: [] });
  expect(waits(`${url('https://a.test/1')},text=hub:a%2Fb`)).toBe(false);
  expect(waits(url('https://a.test/2'))).toBe(true);
  expect(waits(hub('a/b', 'other.safetensors'))).toBe(true);
  expect(waits(hub('a/b', '', 'https://mirror.test'))).toBe(true);
});

test('the list of the room’s servers takes only origins from the browser’s storage', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  expect(roomServers()).toEqual([]);
  keepRoomServers(['https://room.test', 'http://192.0.2.7:8080']);
  expect(roomServers()).toEqual(['https://room.test', 'http://192.0.2.7:8080']);
  for (const odd of ['x', '{}', '[1, null, "https://room.test/path", "javascript:1", "null"]']) {
    kept.set('zero-shot room servers', odd);
    expect(roomServers()).toEqual([]);
  }
});
