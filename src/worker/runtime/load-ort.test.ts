import { expect, test } from 'vitest';
import { filesIn } from './load-ort.ts';

const built = {
  module: 'https://school.test/library/runtime/ort.mjs?v=1#2',
  binary: 'https://school.test/library/runtime/ort.wasm',
};

test('where nobody says otherwise, the runtime is where the build put it', () => {
  expect(filesIn(undefined, built)).toBe(built);
});

test.each(['https://school.test/other/', 'https://school.test/other'])(
  'the same names are asked for in %s',
  (folder) => {
    expect(filesIn(folder, built)).toEqual({
      module: 'https://school.test/other/ort.mjs',
      binary: 'https://school.test/other/ort.wasm',
    });
  },
);
