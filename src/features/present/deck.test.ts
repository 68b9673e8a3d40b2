import { expect, test } from 'vitest';
import type { Picture } from '../../store/types.ts';
import { deckOf, placeIn, type Slide } from './deck.ts';

const picture = (id: string): Picture => ({
  id,
  name: id,
  blob: null,
  url: '',
  known: [],
  sample: null,
});
const slide = (id: string): Slide => ({ id, title: 'slide.ladder', Content: () => null });
const deck = deckOf([picture('a'), picture('b')], [slide('ladder'), slide('confusion')]);

test('the deck stands at the slide that is named, else at the picture, else at its beginning', () => {
  expect(placeIn(deck, null, 'b')).toBe(1);
  expect(placeIn(deck, 'confusion', 'b')).toBe(3);
  // A picture that was removed, and a slide of a kind that this page does not have.
  expect(placeIn(deck, null, 'gone')).toBe(0);
  expect(placeIn(deck, 'gone', 'b')).toBe(0);
  expect(placeIn([], null, null)).toBe(0);
});
