import { expectTypeOf, test } from 'vitest';
import type { All } from './all.ts';
import type { State } from './state.ts';

type Action = (...args: never[]) => unknown;
type Data<T> = { [K in keyof T]: T[K] extends Action ? never : K }[keyof T];

test('the state is every datum of the store and no action', () => {
  expectTypeOf<Data<State>>().toEqualTypeOf<keyof State>();
  expectTypeOf<Data<All>>().toEqualTypeOf<keyof State>();
});
