import type { ComponentType } from 'react';
import type { Column, Picture } from '../../store/types.ts';

/** A column's bars of a picture as the page draws them. */
export type DrawBars = ComponentType<{
  readonly picture: Picture;
  readonly column: Column;
  readonly place: number;
  readonly lead: null;
}>;
