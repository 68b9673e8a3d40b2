import type { Label, Picture } from '../types.ts';

/** What a random text tower of one seed favours: the label that wins most pictures. */
export interface SeedTrial {
  readonly seed: number;
  readonly label: string;
  readonly wins: number;
  readonly pictures: number;
  /** Of the pictures whose known name is among the labels: how many there are, and how many it names right. */
  readonly known: number;
  readonly right: number;
}

/** Trials hold for the labels, templates and pictures that they were made with. */
export interface Trials {
  readonly list: readonly SeedTrial[];
  readonly labels: readonly Label[];
  readonly templates: readonly string[];
  readonly pictures: readonly Picture[];
}
