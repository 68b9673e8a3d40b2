/** One of the answers to choose from, in each language of the page. */
export interface HardLabel {
  readonly en: string;
  readonly zh: string;
}

/** A picture that the project has drawn itself: its file in the sample shelf's folder, and which label is true of it. */
export interface HardPicture {
  readonly file: string;
  /** Index into the question's labels. */
  readonly truth: number;
}

/** Pictures and labels that ask one thing at which models of this kind are weak. Words for `id` are the page's. */
export interface HardQuestion {
  readonly id: HardQuestionId;
  /** Whole phrases: they are asked as they stand. */
  readonly labels: readonly HardLabel[];
  /** In the order in which they are shown: no label's pictures together. */
  readonly pictures: readonly HardPicture[];
}

export type HardQuestionId = 'counting' | 'places' | 'colours' | 'without' | 'written';

const COUNTING: HardQuestion = {
  id: 'counting',
  labels: [
    { en: 'one ball', zh: '一个球' },
    { en: 'two balls', zh: '两个球' },
    { en: 'three balls', zh: '三个球' },
    { en: 'four balls', zh: '四个球' },
    { en: 'five balls', zh: '五个球' },
    { en: 'six balls', zh: '六个球' },
  ],
  pictures: pictures(
    ['balls-3', 2],
    ['balls-1', 0],
    ['balls-5', 4],
    ['balls-2', 1],
    ['balls-6', 5],
    ['balls-4', 3],
  ),
};

const PLACES: HardQuestion = {
  id: 'places',
  labels: [
    { en: 'a ball left of a box', zh: '盒子左边有球' },
    { en: 'a ball right of a box', zh: '盒子右边有球' },
    { en: 'a ball above a box', zh: '盒子上面有球' },
    { en: 'a ball below a box', zh: '盒子下面有球' },
  ],
  pictures: pictures(
    ['ball-left-1', 0],
    ['ball-above-1', 2],
    ['ball-right-1', 1],
    ['ball-below-1', 3],
    ['ball-right-2', 1],
    ['ball-left-2', 0],
    ['ball-below-2', 3],
    ['ball-above-2', 2],
  ),
};

const COLOURS: HardQuestion = {
  id: 'colours',
  labels: [
    { en: 'a red ball and a blue box', zh: '红球和蓝盒子' },
    { en: 'a blue ball and a red box', zh: '蓝球和红盒子' },
    { en: 'a green ball and a yellow box', zh: '绿球和黄盒子' },
    { en: 'a yellow ball and a green box', zh: '黄球和绿盒子' },
  ],
  pictures: pictures(
    ['red-ball-blue-box', 0],
    ['yellow-ball-green-box', 3],
    ['blue-ball-red-box', 1],
    ['green-ball-yellow-box', 2],
    ['red-box-blue-ball', 1],
    ['yellow-box-green-ball', 2],
    ['blue-box-red-ball', 0],
    ['green-box-yellow-ball', 3],
  ),
};

const WITHOUT: HardQuestion = {
  id: 'without',
  labels: [
    { en: 'a box with a ball', zh: '有盒子也有球' },
    { en: 'a box without a ball', zh: '有盒子没有球' },
    { en: 'a ball without a box', zh: '有球没有盒子' },
  ],
  pictures: pictures(
    ['box-alone-1', 1],
    ['ball-and-box-1', 0],
    ['ball-alone-1', 2],
    ['ball-and-box-2', 0],
    ['ball-alone-2', 2],
    ['box-alone-2', 1],
  ),
};

/** After the apple with a paper that says iPod, of OpenAI's "Multimodal Neurons in Artificial Neural Networks" (2021). */
const WRITTEN: HardQuestion = {
  id: 'written',
  labels: [
    { en: 'an apple', zh: '苹果' },
    { en: 'a clock', zh: '时钟' },
    { en: 'a guitar', zh: '吉他' },
  ],
  pictures: pictures(
    ['apple', 0],
    ['clock-says-apple', 1],
    ['apple-says-guitar', 0],
    ['clock', 1],
    ['apple-says-clock', 0],
    ['clock-says-guitar', 1],
  ),
};

/** In the order in which they are offered. */
export const HARD_QUESTIONS: readonly HardQuestion[] = [
  COUNTING,
  PLACES,
  COLOURS,
  WITHOUT,
  WRITTEN,
];

function pictures(...list: readonly (readonly [string, number])[]): readonly HardPicture[] {
  return list.map(([name, truth]) => ({ file: `hard/${name}.png`, truth }));
}
