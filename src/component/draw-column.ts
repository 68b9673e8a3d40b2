import type { EngineErrorData } from '../engine/errors.ts';
import type { LoadedModel } from '../engine/loading.ts';
import { hasChance } from '../store/columns/chance.ts';
import { newColumn } from '../store/columns/column.ts';
import { halfState, type Half } from '../store/selectors/halves.ts';
import { errorSentence } from '../words/error-sentence.ts';
import { stageSentence } from '../words/stage-sentence.ts';
import type { Words } from '../words/translate.ts';
import type { Answer, Bar, ColumnState } from './compare-column.ts';
import { make } from './dom.ts';
import type { LinkedColumn } from './read-request.ts';

/** What a column is called: by what its model holds once it is there. */
export function columnName({ t }: Words, state: ColumnState): string {
  return t(
    state.kind === 'ready' ? `verdict.${state.model.report.verdict.kind}` : 'column.unnamed',
  );
}

/** Whether chance decides any of its bars. */
export function isByChance(state: ColumnState): boolean {
  return state.kind === 'ready' && hasChance(state.model);
}

/** What stands in a column's head: its name, file and load rule, and how far it is or what its halves are. */
export function headOf(
  words: Words,
  column: LinkedColumn,
  state: ColumnState,
  again: () => void,
): readonly Node[] {
  const file = new URL(column.url).pathname.split('/').at(-1) ?? column.url;
  return [
    make('p', { class: 'name' }, columnName(words, state)),
    make('p', { class: 'sub', title: column.url }, make('bdi', {}, file)),
    make('p', { class: 'sub' }, words.t(`rule.${column.rule}`)),
    ...stateOf(words, column, state, again),
  ];
}

function stateOf(
  words: Words,
  column: LinkedColumn,
  state: ColumnState,
  again: () => void,
): readonly Node[] {
  switch (state.kind) {
    case 'loading':
      return [make('p', { class: 'sub' }, stageSentence(words, state.progress))];
    case 'ready':
      return [make('p', { class: 'sub' }, halvesSentence(words, column, state.model))];
    case 'failed': {
      const button = make('button', { type: 'button' }, words.t('column.retry'));
      button.addEventListener('click', again);
      const sentence = failure(words, state.error);
      sentence.setAttribute('role', 'alert');
      return [sentence, button];
    }
  }
}

function failure(words: Words, error: EngineErrorData): HTMLElement {
  return make('p', { class: 'error' }, errorSentence(words, error));
}

/** `image ✓ · text: random · seed 0`, as in the page's own heads. */
function halvesSentence(
  { t }: Words,
  { url, rule, seed }: LinkedColumn,
  model: LoadedModel,
): string {
  const column = {
    ...newColumn('', { kind: 'url', url }, { rule, seed }),
    status: { kind: 'ready', loaded: model },
  } as const;
  const say = (half: Half): string =>
    t(`half.${halfState(column, half)}`, { half: t(`half.${half}`) });
  const parts = [say('image'), say('text')];
  if (hasChance(model)) parts.push(t('half.seed', { seed: String(seed) }));
  return parts.join(' · ');
}

/** A column's bars of one picture, or labels alone while there are none; `answer` is missing until then. */
export function barsOf(
  words: Words,
  labels: readonly string[],
  state: ColumnState,
  answer: Answer | undefined,
): Node {
  if (answer?.kind === 'failed') return failure(words, answer.error);
  const bars = answer?.bars ?? [];
  const list = { class: 'bars', 'aria-label': columnName(words, state) };
  return make(
    'ol',
    { ...list, 'data-chance': String(isByChance(state)) },
    ...labels.map((label, place) => line(words, label, bars[place])),
  );
}

function line(words: Words, label: string, bar: Bar | undefined): Node {
  const name = make('span', { class: 'label' }, make('bdi', { title: label }, label));
  if (!bar) return make('li', {}, name, make('span', { class: 'track' }));
  const { mark, probability, cosine } = bar;
  if (mark) name.append(make('span', { class: 'unseen' }, ` ${words.t(`bar.${mark}`)}`));
  const value =
    probability === null
      ? words.number(cosine, 3)
      : words.percent(probability, probability < 0.0995 ? 1 : 0);
  return make(
    'li',
    mark ? { 'data-mark': mark } : {},
    name,
    meter(words, bar),
    make('span', { class: 'value' }, value),
  );
}

/** Where there are no probabilities, a cosine is as long as it is high. */
function meter(words: Words, { label, probability, cosine }: Bar): HTMLElement {
  const share = Math.min(1, Math.max(0, probability ?? cosine));
  const fill = make('span', { class: 'fill' });
  fill.style.width = `${share * 100}%`;
  const told = { cosine: words.number(cosine, 3) };
  const attributes = {
    class: 'track',
    role: 'meter',
    'aria-label': label,
    'aria-valuemin': '0',
    'aria-valuemax': '100',
    'aria-valuenow': String(Math.round(share * 1000) / 10),
    'aria-valuetext':
      probability === null
        ? words.t('bar.cosine', told)
        : words.t('bar.value', { ...told, probability: words.percent(probability, 1) }),
  };
  return make('span', attributes, fill);
}
