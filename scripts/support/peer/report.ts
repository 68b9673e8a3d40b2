import { cpus, totalmem } from 'node:os';
import { table } from '../browser.ts';
import type { Compared } from './compare.ts';
import type { Spread } from './cost.ts';
import type { Figures } from './figures.ts';
import { PEER_MODELS, type PeerModel } from './made-weights.ts';

/** On what the figures were taken. */
export interface Setting {
  readonly browser: string;
  readonly transformers: string;
  readonly runtime: string;
}

/** When a row was measured: `29 November 2026, 3 rounds`. */
export interface Measured {
  readonly rounds: number;
  /** What else is to be said of that hour: that the machine was busy. */
  readonly remark: string;
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
  'decoder-500': "the browser's decoder alone, 500 pixels",
  'decoder-12mp': "the browser's decoder alone, 12 megapixels",
  'main-thread': 'longest task of the main thread',
  'first-load': 'first load, 8 bit of a float32 file',
  'second-load': 'second load of it',
  memory: 'peak memory of all processes',
  'first-load-pair': 'first load, ready 8-bit graphs',
  'second-load-pair': 'second load of them',
  'memory-pair': 'peak memory, ready graphs',
};

const short = (value: number): string => value.toPrecision(value >= 100 ? 3 : 2);
const number = (value: number): string =>
  value >= 1000 ? value.toFixed(0) : String(Number(short(value)));

function withSpread({ median, least, most }: Spread): string {
  const middle = number(median);
  return least === most ? middle : `${middle} (${number(least)} to ${number(most)})`;
}

/** Ten seconds and more are seconds. */
function figure({ median }: Spread, measure: Compared['measure']): string {
  if (measure === 'ms' && median >= 10_000) return `${(median / 1000).toFixed(1)} s`;
  return `${number(median)} ${measure}`;
}

const HEAD = [
  'work',
  'CPU, theirs / ours',
  'goal',
  'by the clock',
  'ours',
  'theirs',
  'measured',
  '',
] as const;

/** What a row is, with its model where that is not the usual one. */
const workOf = (row: string, model: PeerModel): string =>
  `${WORDS[row] ?? row}${model === 'ViT-B/32' ? '' : `, ${model}`}`;

/** A row as cells: name, ratios with their spread, goal, figures of both, and what there is to know. */
function cellsOf({ row, model, goal, unit, ...one }: Compared, when: string): readonly string[] {
  return [
    workOf(row, model),
    one.cpu ? withSpread(one.cpu) : '',
    goal,
    one.wall ? withSpread(one.wall) : '',
    `${figure(one.ours, one.measure)} ${unit}`,
    figure(one.theirs, one.measure),
    when,
    one.note,
  ];
}

export function printed(rows: readonly Compared[]): string {
  return table([HEAD, ...rows.map((row) => cellsOf(row, ''))]);
}

/** Every row in the table's order, as its first cell names it. */
export function tableOrder(ids: readonly string[]): readonly string[] {
  const models = Object.keys(PEER_MODELS) as PeerModel[];
  return ids.flatMap((id) => models.map((model) => workOf(id, model)));
}

/** Those rows for the page of figures. */
export function figuresOf(
  rows: readonly Compared[],
  { browser, transformers, runtime }: Setting,
  { rounds, remark }: Measured,
): Figures {
  const machine = `${cpus().length} cores of ${cpus()[0]?.model.trim() ?? 'an unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const setting = `Measured on ${machine}; Chromium ${browser}; transformers.js ${transformers}; onnxruntime-web ${runtime} under both.`;
  const day = new Date().toLocaleDateString('en-GB', { dateStyle: 'long' });
  const when = (row: Compared): string =>
    [day, roundsOf(row.rounds ?? rounds), remark].filter(Boolean).join(', ');
  return { setting, head: HEAD, rows: rows.map((row) => cellsOf(row, when(row))) };
}

const roundsOf = (count: number): string => `${count} ${count === 1 ? 'round' : 'rounds'}`;
