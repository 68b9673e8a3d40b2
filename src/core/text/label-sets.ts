import { loadImagenetNames } from './imagenet.ts';
import type { TemplateSet } from './template-sets.ts';

/** One label in English and in Chinese. */
type Named = readonly [en: string, zh: string];

/** Labels that a visitor can choose as one. Words for `id`, and the line that explains a hard case, are the page's. */
export interface LabelSet {
  readonly id: LabelSetId;
  /** A hard case shows where CLIP fails; its explanation is found under the same `id`. */
  readonly kind: 'everyday' | 'benchmark' | 'hard-case';
  readonly count: number;
  /** The templates that fit: hard cases are whole phrases already. */
  readonly templates: TemplateSet['id'];
  /** In their own order; a benchmark's is that of its class numbers, and its names are English whatever the language, as published. */
  readonly load: (language: 'en' | 'zh') => Promise<readonly string[]>;
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

const ANIMALS: readonly Named[] = [
  ['cat', '猫'],
  ['dog', '狗'],
  ['rabbit', '兔子'],
  ['mouse', '老鼠'],
  ['horse', '马'],
  ['cow', '牛'],
  ['pig', '猪'],
  ['sheep', '绵羊'],
  ['lion', '狮子'],
  ['tiger', '老虎'],
  ['bear', '熊'],
  ['panda', '熊猫'],
  ['monkey', '猴子'],
  ['elephant', '大象'],
  ['giraffe', '长颈鹿'],
  ['zebra', '斑马'],
  ['penguin', '企鹅'],
  ['owl', '猫头鹰'],
  ['duck', '鸭子'],
  ['frog', '青蛙'],
  ['turtle', '乌龟'],
  ['snake', '蛇'],
  ['fish', '鱼'],
  ['dolphin', '海豚'],
  ['shark', '鲨鱼'],
  ['octopus', '章鱼'],
  ['crab', '螃蟹'],
  ['bee', '蜜蜂'],
  ['butterfly', '蝴蝶'],
  ['snail', '蜗牛'],
];

const FOOD: readonly Named[] = [
  ['apple', '苹果'],
  ['banana', '香蕉'],
  ['orange', '橙子'],
  ['lemon', '柠檬'],
  ['strawberry', '草莓'],
  ['grapes', '葡萄'],
  ['pineapple', '菠萝'],
  ['watermelon', '西瓜'],
  ['tomato', '西红柿'],
  ['carrot', '胡萝卜'],
  ['corn', '玉米'],
  ['broccoli', '西兰花'],
  ['mushroom', '蘑菇'],
  ['bread', '面包'],
  ['cheese', '奶酪'],
  ['egg', '鸡蛋'],
  ['hamburger', '汉堡'],
  ['pizza', '比萨'],
  ['fries', '薯条'],
  ['ice cream', '冰淇淋'],
  ['cake', '蛋糕'],
  ['doughnut', '甜甜圈'],
  ['cup of coffee', '一杯咖啡'],
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

const COUNTING: readonly Named[] = [
  ['a photo of one apple', '一个苹果的照片'],
  ['a photo of two apples', '两个苹果的照片'],
  ['a photo of three apples', '三个苹果的照片'],
  ['a photo of four apples', '四个苹果的照片'],
  ['a photo of five apples', '五个苹果的照片'],
];

const NEGATION: readonly Named[] = [
  ['a photo with a dog', '有狗的照片'],
  ['a photo without a dog', '没有狗的照片'],
  ['a photo with a cat', '有猫的照片'],
  ['a photo without a cat', '没有猫的照片'],
];

const LEFT_AND_RIGHT: readonly Named[] = [
  ['a cat to the left of a dog', '猫在狗的左边'],
  ['a cat to the right of a dog', '猫在狗的右边'],
  ['a dog above a cat', '狗在猫的上面'],
  ['a dog below a cat', '狗在猫的下面'],
];

/** The apple with a paper that says iPod, of OpenAI's "Multimodal Neurons in Artificial Neural Networks" (2021). */
const TEXT_IN_PICTURE: readonly Named[] = [
  ['an apple', '一个苹果'],
  ['an iPod', '一个 iPod'],
  ['an apple with a note that says iPod', '贴着 iPod 字条的苹果'],
  ['a note with a handwritten word', '一张手写的字条'],
];

/** In the order in which they are offered. */
export const LABEL_SETS: readonly LabelSet[] = [
  inline('animals', 'everyday', 'photo', ANIMALS),
  inline('food', 'everyday', 'photo', FOOD),
  {
    id: 'cifar-10',
    kind: 'benchmark',
    count: CIFAR_10.length,
    templates: 'cifar-18',
    load: () => Promise.resolve(CIFAR_10),
  },
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
  labels: readonly Named[],
): LabelSet {
  const load: LabelSet['load'] = (language) =>
    Promise.resolve(labels.map(([en, zh]) => (language === 'zh' ? zh : en)));
  return { id, kind, count: labels.length, templates, load };
}
