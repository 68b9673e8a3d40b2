import { cpus, totalmem } from 'node:os';
import { table } from '../browser.ts';
import type { Compared } from './compare.ts';
import type { Spread } from './cost.ts';

/** On what the figures were taken. */
export interface Setting {
  readonly browser: string;
  readonly transformers: string;
  readonly runtime: string;
  readonly device: string;
  readonly rounds: number;
}

/** What each row is, in words. */
const WORDS: Readonly<Record<string, string>> = {
  'one-label': 'one more label, pictures already encoded',
  'one-label-100': 'the same on 100 pictures',
  template: 'another template',
  'pictures-10': 'new pictures and known labels',
  'pictures-20': 'the same, 20 at once',
  picture: 'a picture in 8 bit, file to vector',
  'picture-default': "a picture with each one's default",
  'short-texts': 'short texts in 8 bit',
  'labels-300': 'many new labels',
  'fp32-pictures': 'image tower in fp32',
  'fp32-texts': 'text tower in fp32',
  'pixels-500': 'preprocessing, 500 pixels',
  'pixels-12mp': 'preprocessing, 12 megapixels',
  'main-thread': 'longest task of the main thread',
  'first-load': 'first load',
  'second-load': 'second load',
  memory: 'peak memory of all processes',
  'first-load-pair': 'first load of 8-bit graphs',
  'second-load-pair': 'second load of 8-bit graphs',
  'memory-pair': 'peak memory, 8-bit graphs',
};

const short = (value: number): string => value.toPrecision(value >= 100 ? 3 : 2);
const number = (value: number): string =>
  value >= 1000 ? value.toFixed(0) : String(Number(short(value)));

function withSpread({ median, least, most }: Spread): string {
  return `${number(median)} (${number(least)} to ${number(most)})`;
}

const HEAD = [
  'work',
  'model',
  'CPU, theirs / ours',
  'goal',
  'by the clock',
  'ours',
  'theirs',
  'a unit is',
  'what',
] as const;

/** A row as cells: name, model, ratios with their spread, goal, figures of both. */
export function cellsOf({ row, model, goal, unit, ...one }: Compared): readonly string[] {
  return [
    WORDS[row] ?? row,
    model,
    one.cpu ? withSpread(one.cpu) : '',
    goal,
    one.wall ? withSpread(one.wall) : '',
    `${number(one.ours.median)} ${one.measure}`,
    `${number(one.theirs.median)} ${one.measure}`,
    unit,
    one.note,
  ];
}

export function printed(rows: readonly Compared[]): string {
  return table([HEAD, ...rows.map(cellsOf)]);
}

/** The page of figures, in Markdown. */
export function performancePage(
  rows: readonly Compared[],
  setting: Setting,
  remark: string,
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const facts = [
    `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `Chromium ${setting.browser}`,
    `transformers.js ${setting.transformers}`,
    `onnxruntime-web ${setting.runtime} under both`,
    `device ${setting.device}`,
    `${setting.rounds} rounds`,
    new Date().toISOString().slice(0, 10),
  ];
  return [
    '# Performance',
    '',
    'What a person would pick instead is the zero-shot pipeline of transformers.js. `npm run bench:peer` runs both in one browser, in turn, on the',
    'same random weights, and wrote this page. Above 1 the page needs less than transformers.js: CPU time of all of the browser’s processes',
    '(or bytes, or the longest task), and time by the clock beside it. Each ratio is the median of its rounds, with the least and the largest.',
    '',
    `Measured on ${facts.join('; ')}.${remark ? ` ${remark}` : ''}`,
    '',
    line(HEAD),
    line(HEAD.map(() => '---')),
    ...rows.map((row) => line(cellsOf(row))),
    '',
    'transformers.js asks for its pictures and labels again each time, and so encodes what it has encoded before; the page keeps vectors. Its graphs are',
    'those that its exporter and `quantize_dynamic` would make of the weights, its crops are a canvas’s, and its defaults are left as they are:',
    '8 bits, and as many threads as onnxruntime-web takes. The page quantises the float32 file itself.',
    '',
  ].join('\n');
}
