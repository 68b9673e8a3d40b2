import type { Words } from '../../words/translate.ts';

/** A difference of cosines with its sign, which tells a gain from a loss. */
export function signed({ number }: Words, value: number): string {
  const digits = number(Math.abs(value), 3);
  return `${value < 0 ? '−' : '+'}${digits}`;
}
