import type { Words } from '../words/translate.ts';
import type { ArrivedPicture, ColumnState } from './compare-column.ts';
import { make } from './dom.ts';
import { barsOf, columnName, headOf, isByChance } from './draw-column.ts';
import { pageLink } from './page-link.ts';
import type { CompareRequest, LinkedPicture, RequestProblem } from './read-request.ts';

/** A comparison as it stands on the page. */
export interface Drawing {
  readonly root: HTMLElement;
  /** Shows a picture that has arrived. */
  picture(index: number, arrived: ArrivedPicture): void;
  /** Shows what a column has come to. */
  column(index: number, state: ColumnState): void;
  /** Lets the pictures go. */
  dispose(): void;
}

/** What is wrong with the attributes, in place of a comparison. */
export function drawProblem({ t }: Words, { problem, values }: RequestProblem): HTMLElement {
  const sentence = t(`compare.problem.${problem}`, values);
  return make(
    'div',
    { class: 'frame' },
    make('p', { class: 'error plain', role: 'alert' }, sentence),
  );
}

/** A comparison before anything has arrived: labels and names stand where they will stay. */
export function drawComparison(
  words: Words,
  request: CompareRequest,
  again: (column: number) => void,
): Drawing {
  const { t } = words;
  const states: ColumnState[] = request.columns.map(() => ({ kind: 'loading', progress: null }));
  const status = make('p', { role: 'status' }, t('compare.waits'));
  // The button to try again goes with what it was for: its head takes the focus.
  const heads = request.columns.map(() => make('section', { class: 'head', tabindex: '-1' }));
  const rows = request.pictures.map((picture) => drawRow(picture, request.columns.length));
  const urls: string[] = [];

  function drawColumn(index: number): void {
    const [column, head, state] = [request.columns[index], heads[index], states[index]];
    if (!column || !head || !state) return;
    const name = columnName(words, state);
    head.setAttribute('aria-label', t('column.region', { number: index + 1, name }));
    head.dataset['chance'] = String(isByChance(state));
    head.replaceChildren(
      ...headOf(words, column, state, () => {
        head.focus();
        again(index);
      }),
    );
    // How far a load is changes nothing below.
    if (state.kind === 'loading' && rows[0]?.cells[index]?.hasChildNodes()) return;
    for (const [row, { cells }] of rows.entries()) {
      const answer = state.kind === 'ready' ? state.answers[row] : undefined;
      cells[index]?.setAttribute('data-name', name);
      cells[index]?.replaceChildren(barsOf(words, request.labels, state, answer));
    }
  }

  for (const index of request.columns.keys()) drawColumn(index);
  return {
    root: make(
      'section',
      { class: 'frame', 'aria-label': t('compare.region') },
      make('div', { class: 'heads' }, ...heads),
      ...rows.map(({ root }) => root),
      make('div', { class: 'foot' }, status, ...footOf(words, request)),
    ),
    picture(index, arrived) {
      const image = rows[index]?.image;
      if (!image || !(arrived instanceof Blob)) return;
      image.src = URL.createObjectURL(arrived);
      urls.push(image.src);
    },
    column(index, state) {
      states[index] = state;
      drawColumn(index);
      status.textContent = t(statusOf(states));
    },
    dispose() {
      for (const url of urls) URL.revokeObjectURL(url);
    },
  };
}

function statusOf(states: readonly ColumnState[]) {
  if (states.some(({ kind }) => kind === 'loading')) return 'status.loading';
  return states.every(({ kind }) => kind === 'ready') ? 'status.ready' : 'status.waiting';
}

interface Row {
  readonly root: HTMLElement;
  readonly image: HTMLImageElement;
  /** One for each column. */
  readonly cells: readonly HTMLElement[];
}

function drawRow({ name }: LinkedPicture, columns: number): Row {
  // Its name stands below it.
  const image = make('img', { alt: '' });
  const cells = Array.from({ length: columns }, () => make('div', { class: 'cell' }));
  const caption = make('figcaption', { title: name }, make('bdi', {}, name));
  const root = make(
    'article',
    { class: 'row', 'aria-label': name },
    make('figure', {}, image, caption),
    ...cells,
  );
  return { root, image, cells };
}

function footOf(words: Words, request: CompareRequest): readonly Node[] {
  const href = pageLink(request, words.language);
  if (href === null) return [];
  return [make('a', { href, target: '_blank', rel: 'noopener' }, words.t('compare.open'))];
}
