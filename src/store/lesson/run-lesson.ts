import type { All } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { Store } from '../store.ts';
import { showFirstVisit } from '../first-visit/first-visit.ts';
import type { LessonAnswers } from './answers.ts';
import { keepAnswers, keptAnswers } from './keep-answers.ts';
import type { LessonPage } from './lesson-page.ts';
import { PAGES } from './pages.ts';
import { setUpPage } from './set-up-page.ts';

type Api = Pick<Store, 'getState' | 'setState' | 'subscribe'>;

/** Reads the answers of earlier visits into the state, and gives what keeps them from then on. */
export function keeper({ getState, setState }: Api): (answers: LessonAnswers) => void {
  setState({ lessonAnswers: keptAnswers() });
  let said = false;
  return (answers) => {
    if (keepAnswers(answers) || said) return;
    said = true;
    getState().notify('storage.failed', {}, { tone: 'problem' });
  };
}

interface PageRun {
  /** Ends the watch. */
  readonly leave: () => void;
  /** Does a step of the page for the visitor. */
  readonly doStep: (id: string) => void;
}

/**
 * Brings a page of the lesson to life: sets up the page beside it where that is wanted, and watches for what its steps ask
 * for.
 */
export function enterPage(outside: Outside, api: Api, number: number, setUp: boolean): PageRun {
  const page = PAGES.find((one) => one.number === number);
  const { getState, setState } = api;
  if (!page) {
    setState({ lesson: null });
    getState().notify('link.bad', { names: 'lesson' }, { tone: 'problem' });
    return { leave: () => undefined, doStep: () => undefined };
  }
  setState({ lesson: { page: number, ready: true, covers: page.covers } });
  const left = new AbortController();
  const begin = (): void => {
    if (setUp) setUpPage(outside, api, page);
    // True bars for its own pictures and labels, before a model is there.
    void showFirstVisit(api, outside.address, 'lesson.json');
    watch(api, page, left.signal);
  };
  if (getState().arranged) begin();
  else whenArranged(api, left.signal, begin);
  return {
    leave: () => left.abort(),
    doStep: (id) => page.steps.find((step) => step.id === id)?.act(getState()),
  };
}

/** The pictures to start with are here: until then there is nothing to exchange. */
function whenArranged({ subscribe }: Api, signal: AbortSignal, begin: () => void): void {
  const stop = subscribe(({ arranged }) => {
    if (!arranged) return;
    stop();
    begin();
  });
  signal.addEventListener('abort', stop);
}

function watch({ getState, subscribe }: Api, { number, steps }: LessonPage, signal: AbortSignal) {
  const look = (all: All): void => {
    const answers = all.lessonAnswers.pages[number];
    // What was done before the question was answered was not done to see the answer.
    if (answers?.chosen === undefined) return;
    const fresh = steps.filter(({ id, isDone }) => !answers.done?.includes(id) && isDone(all));
    if (fresh.length > 0) all.answerLesson(number, { done: fresh.map(({ id }) => id) });
  };
  look(getState());
  signal.addEventListener('abort', subscribe(look));
}
