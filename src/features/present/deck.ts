import type { ComponentType } from 'react';
import type { Picture } from '../../store/types.ts';
import type { WordKey } from '../../words/languages.ts';

/** A kind of slide that comes after the pictures; the page hands in the list, so that any part of it can show one. */
export interface Slide {
  /** Names it in the state; never shown. */
  readonly id: string;
  readonly title: WordKey;
  readonly Content: ComponentType;
}

/** One place of the deck. */
export type Place =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'slide'; readonly slide: Slide };

/** Every picture, then every other slide. */
export function deckOf(pictures: readonly Picture[], slides: readonly Slide[]): readonly Place[] {
  return [
    ...pictures.map((picture): Place => ({ kind: 'picture', picture })),
    ...slides.map((slide): Place => ({ kind: 'slide', slide })),
  ];
}

/** Where the deck is: at the slide that is named, else at the picture, else at its beginning. */
export function placeIn(
  deck: readonly Place[],
  slide: string | null,
  picture: string | null,
): number {
  const at = deck.findIndex((place) =>
    slide === null
      ? place.kind === 'picture' && place.picture.id === picture
      : place.kind === 'slide' && place.slide.id === slide,
  );
  return Math.max(at, 0);
}
