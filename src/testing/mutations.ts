/** Numbers below a bound, the same in every run (multiplicative congruential generator of Park and Miller). */
export type Draw = (bound: number) => number;

export function draws(seed: number): Draw {
  let state = seed;
  return (bound) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % bound;
  };
}

const INTERESTING = [0, 1, 0x7f, 0x80, 0xff];

/** One to four changes: a byte set, a bit turned, a run copied, bytes cut out or put in, the end cut off. */
export function mutated(original: Uint8Array, draw: Draw): Uint8Array {
  let bytes = original.slice();
  for (let changes = 1 + draw(4); changes > 0 && bytes.length > 0; changes--) {
    const at = draw(bytes.length);
    const kind = draw(8);
    if (kind < 3) bytes[at] = INTERESTING[draw(INTERESTING.length)] ?? 0;
    else if (kind === 3) bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(8));
    else if (kind === 4) bytes[at] = draw(256);
    else if (kind === 5) bytes.copyWithin(at, draw(bytes.length), draw(bytes.length));
    else if (kind === 6) bytes.fill(0xff, at, at + 1 + draw(8));
    else
      bytes = draw(2)
        ? bytes.slice(0, at)
        : Uint8Array.of(...bytes.subarray(0, at), ...bytes.subarray(at + 1 + draw(4)));
  }
  return bytes;
}

const ODD: readonly unknown[] = [
  null,
  -1,
  0,
  0.5,
  1e9,
  true,
  '',
  'x',
  '(a+)+$',
  '$&',
  'x'.repeat(3000),
  [],
  {},
  [[]],
  'Sequence',
  'Replace',
  'Split',
  'ByteLevel',
  'Unigram',
  'WordPiece',
];

/** One to three changes in a JSON value: something odd in a place, a place left out, or another place's value in it. */
export function mutatedJson(original: unknown, draw: Draw): unknown {
  const copy: Holder = { root: structuredClone(original) };
  for (let changes = 1 + draw(3); changes > 0; changes--) {
    const places = placesIn(copy);
    const [holder, key] = places[draw(places.length)] ?? [copy, 'root'];
    const [from, other] = places[draw(places.length)] ?? [copy, 'root'];
    const kind = draw(6);
    if (kind < 4) holder[key] = ODD[draw(ODD.length)];
    else if (kind === 4) delete holder[key];
    else holder[key] = structuredClone(from[other]);
  }
  return copy['root'];
}

type Holder = Record<string, unknown>;

function placesIn(value: object, found: (readonly [Holder, string])[] = []) {
  const holder = value as Holder;
  for (const [key, inner] of Object.entries(holder)) {
    found.push([holder, key]);
    if (typeof inner === 'object' && inner !== null) placesIn(inner, found);
  }
  return found;
}

/** The same bytes, and how often one of them was looked at. */
export function counted(bytes: Uint8Array): { bytes: Uint8Array; looks: () => number } {
  let looks = 0;
  const proxy = new Proxy(bytes, {
    get: (target, key) => {
      if (typeof key === 'string' && /^\d/.test(key)) looks++;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { bytes: proxy, looks: () => looks };
}
