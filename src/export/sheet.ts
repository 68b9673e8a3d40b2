import { createWords, type Words } from '../words/translate.ts';
import type { State } from '../store/state.ts';
import { barRows, barScale } from '../store/selectors/bar-rows.ts';
import { hasChance } from '../store/columns/chance.ts';
import { pictureName } from '../store/pictures/picture-name.ts';
import { orderedPictures } from '../store/selectors/picture-order.ts';
import { promptsOf } from '../store/selectors/prompts.ts';
import { pictureScores, type LabelScore } from '../store/selectors/scores.ts';
import { scaleOf, scoringOf, shownOf } from '../store/selectors/scoring-rule.ts';
import { columnSummary } from '../store/selectors/summary.ts';
import { hasTruth, isRight, labelNames } from '../store/selectors/truth.ts';
import { valueAxis } from '../store/selectors/value-axis.ts';
import { titleKey } from '../store/columns/is-repaired.ts';
import { modelOf } from '../store/columns/column-model.ts';
import type { Column, Picture, Shown } from '../store/types.ts';

/** What a PNG of the results shows, as words and lengths; {@link drawSheet} puts it on a canvas. */
export interface Sheet {
  readonly title: string;
  readonly columns: readonly {
    readonly title: string;
    /** Random numbers take part: its bars are hatched. */
    readonly chance: boolean;
    readonly summary: string;
  }[];
  readonly rows: readonly SheetRow[];
  /** How the numbers came about, for whoever sees the picture without the page. */
  readonly footer: string;
}

export interface SheetRow {
  readonly picture: Picture;
  readonly name: string;
  readonly columns: readonly SheetBars[];
}

export interface SheetBars {
  readonly bars: readonly {
    readonly label: string;
    /** Length of the bar, 0 to 1. */
    readonly length: number;
    readonly value: string;
    readonly wins: boolean;
    /** The sign before the winner; empty for all others. */
    readonly mark: string;
  }[];
  /** Where chance lies on the bars, 0 to 1. */
  readonly chance: number | null;
  /** A sentence in place of bars, or after the last one. */
  readonly note: string;
}

/** More would be taller than a canvas may be. */
const MOST_PICTURES = 40;
const MOST_BARS = { one: 24, many: 4 };

/** The sheet of one picture, or with `null` of the page's first pictures in their order. */
export function sheetOf(all: State, id: string | null): Sheet {
  const words = createWords(all.language);
  const { t } = words;
  const ordered = orderedPictures(all, all.pictureOrder);
  const pictures = ordered.filter((picture) => id === null || picture.id === id);
  const shown = pictures.slice(0, MOST_PICTURES);
  const most = id === null ? MOST_BARS.many : MOST_BARS.one;
  const cut = pictures.length > shown.length;
  return {
    title: t('app.title'),
    columns: all.columns.map((column) => headOf(words, all, column)),
    rows: shown.map((picture) => ({
      picture,
      name: pictureName(picture, all),
      columns: all.columns.map((column) => barsOf(words, all, column, picture, most)),
    })),
    footer: [
      ...(cut ? [t('png.cut', { count: shown.length, all: pictures.length })] : []),
      settingsOf(words, all),
    ].join(' '),
  };
}

function headOf({ t }: Words, all: State, column: Column): Sheet['columns'][number] {
  const model = modelOf(column);
  const { wins, pictures, known, right } = columnSummary(all, column);
  const [top] = wins;
  const parts = [
    ...(hasChance(model) ? [`${t('seed.label')} ${column.seed}.`] : []),
    ...(top ? [t('summary.wins', { label: top.label.text, count: top.count, all: pictures })] : []),
    ...(known > 0 ? [t('summary.right', { right, known })] : []),
  ];
  return {
    title: model ? t(titleKey(column, model)) : t('column.unnamed'),
    chance: hasChance(model),
    summary: parts.join(' '),
  };
}

function settingsOf({ t, number }: Words, all: State): string {
  const models = all.columns.map(modelOf).filter((loaded) => loaded !== null);
  const scales = new Set(models.map((model) => scaleOf(model, all.scale)));
  const kinds = new Set(models.map((model) => scoringOf(model, all.scoring)));
  const [first] = all.labels;
  const prompts = first ? promptsOf(first, all.templates) : all.templates;
  const values = {
    count: prompts.length,
    prompt: all.templates[0] ?? '',
    scoring: [...kinds].map((kind) => t(`scoring.${kind}`)).join(' / '),
    scale: [...scales].map((scale) => number(scale, scale < 20 ? 2 : 0)).join(' / '),
  };
  return t(prompts.length > 1 ? 'png.settings-many' : 'png.settings', values);
}

function barsOf(
  words: Words,
  all: State,
  column: Column,
  picture: Picture,
  most: number,
): SheetBars {
  const { t } = words;
  const own = pictureScores(all, column, picture.id);
  if (!own) return { bars: [], chance: null, note: t('png.waiting') };
  const [first] = all.columns;
  const lead = first ? pictureScores(all, first, picture.id) : null;
  const rows = barRows(own, lead, all.barOrder, most);
  const model = modelOf(column);
  const shown = model ? shownOf(model, all.shown, all.scoring) : all.shown;
  const { length, chance } = barScale(
    own.labels.length,
    shown,
    model !== null && scoringOf(model, all.scoring) === 'sigmoid',
    valueAxis(all, shown === 'logit' ? 'logit' : 'cosine'),
  );
  const winner = own.at(own.winner);
  const tied = own.tied.map(own.at);
  const left = own.labels.length - rows.length;
  return {
    bars: rows.map((score) => ({
      label: score.label.text,
      length: length(score),
      value: valueOf(words, shown, score),
      wins: score === winner && tied.length === 1,
      mark: tied.includes(score) ? markOf(all, picture, tied.length > 1, score) : '',
    })),
    chance,
    note: left > 0 ? t('png.more', { count: left }) : '',
  };
}

function valueOf({ percent, number }: Words, shown: Shown, score: LabelScore): string {
  if (shown === 'probability') return percent(score.probability, 1);
  return number(score[shown], shown === 'cosine' ? 3 : 1);
}

/** The same signs as on the page. */
function markOf({ labels }: State, picture: Picture, tie: boolean, { label }: LabelScore): string {
  if (tie) return '=';
  if (!hasTruth(picture, labelNames(labels))) return '▸';
  return isRight(picture, label) ? '✓' : '✗';
}
