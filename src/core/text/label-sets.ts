import { loadImagenetNames } from './imagenet.ts';
import type { TemplateSet } from './template-sets.ts';

/** Labels that a visitor can choose as one. Words for `id`, and the line that explains a hard case, are the page's. */
export interface LabelSet {
  readonly id: LabelSetId;
  /** A hard case shows where CLIP fails; its explanation is found under the same `id`. */
  readonly kind: 'everyday' | 'benchmark' | 'hard-case';
  readonly count: number;
  /** The templates that fit: hard cases are whole phrases already. */
  readonly templates: TemplateSet['id'];
  /** In their own order; a benchmark's is that of its class numbers. */
  readonly load: () => Promise<readonly string[]>;
}

export type LabelSetId =
  | 'animals'
  | 'food'
  | 'cifar-10'
  | 'imagenet'
  | 'counting'
  | 'negation'
  | 'left-and-right'
  | 'text-in-picture';

const ANIMALS = [
  'cat',
  'dog',
  'rabbit',
  'mouse',
  'horse',
  'cow',
  'pig',
  'sheep',
  'lion',
  'tiger',
  'bear',
  'panda',
  'monkey',
  'elephant',
  'giraffe',
  'zebra',
  'penguin',
  'owl',
  'duck',
  'frog',
  'turtle',
  'snake',
  'fish',
  'dolphin',
  'shark',
  'octopus',
  'crab',
  'bee',
  'butterfly',
  'snail',
];

const FOOD = [
  'apple',
  'banana',
  'orange',
  'lemon',
  'strawberry',
  'grapes',
  'pineapple',
  'watermelon',
  'tomato',
  'carrot',
  'corn',
  'broccoli',
  'mushroom',
  'bread',
  'cheese',
  'egg',
  'hamburger',
  'pizza',
  'fries',
  'ice cream',
  'cake',
  'doughnut',
  'cup of coffee',
];

/** Class names as OpenAI asks for them (github.com/openai/CLIP, `data/prompts.md`). */
const CIFAR_10 = [
  'airplane',
  'automobile',
  'bird',
  'cat',
  'deer',
  'dog',
  'frog',
  'horse',
  'ship',
  'truck',
];

const COUNTING = [
  'a photo of one apple',
  'a photo of two apples',
  'a photo of three apples',
  'a photo of four apples',
  'a photo of five apples',
];

const NEGATION = [
  'a photo with a dog',
  'a photo without a dog',
  'a photo with a cat',
  'a photo without a cat',
];

const LEFT_AND_RIGHT = [
  'a cat to the left of a dog',
  'a cat to the right of a dog',
  'a dog above a cat',
  'a dog below a cat',
];

/** The apple with a paper that says iPod, of OpenAI's "Multimodal Neurons in Artificial Neural Networks" (2021). */
const TEXT_IN_PICTURE = [
  'an apple',
  'an iPod',
  'an apple with a note that says iPod',
  'a note with a handwritten word',
];

/** In the order in which they are offered. */
export const LABEL_SETS: readonly LabelSet[] = [
  inline('animals', 'everyday', 'photo', ANIMALS),
  inline('food', 'everyday', 'photo', FOOD),
  inline('cifar-10', 'benchmark', 'cifar-18', CIFAR_10),
  {
    id: 'imagenet',
    kind: 'benchmark',
    count: 1000,
    templates: 'openai-7',
    load: loadImagenetNames,
  },
  inline('counting', 'hard-case', 'plain', COUNTING),
  inline('negation', 'hard-case', 'plain', NEGATION),
  inline('left-and-right', 'hard-case', 'plain', LEFT_AND_RIGHT),
  inline('text-in-picture', 'hard-case', 'plain', TEXT_IN_PICTURE),
];

function inline(
  id: LabelSetId,
  kind: LabelSet['kind'],
  templates: LabelSet['templates'],
  labels: readonly string[],
): LabelSet {
  return { id, kind, count: labels.length, templates, load: () => Promise.resolve(labels) };
}
