import type { Language, WordKey } from '../../words/languages.ts';
import type { All } from '../all.ts';
import type { State } from '../state.ts';

export interface Option {
  readonly id: string;
  readonly text: WordKey;
}

/** A question with one right answer. */
export interface Question {
  readonly ask: WordKey;
  readonly options: readonly Option[];
  /** Id of the right option. */
  readonly right: string;
}

/** Told after any answer: why the right one is right. */
export interface Check extends Question {
  readonly id: string;
  readonly why: WordKey;
}

/** Something that the visitor does on the page beside. */
export interface Step {
  readonly id: string;
  readonly text: WordKey;
  readonly isDone: (all: State) => boolean;
  /** Does it for the visitor. */
  readonly act: (all: All) => void;
}

export interface LessonPicture {
  /** On the sample shelf. */
  readonly file: string;
  /** Other names that are right for it, in each language of the page. */
  readonly known: readonly string[];
}

/** Five minutes of the lesson. A new page is a new entry in `PAGES`. */
export interface LessonPage {
  /** As its link says it; it never changes. */
  readonly number: number;
  readonly title: WordKey;
  readonly lead: WordKey;
  readonly question: Question;
  /** The question is about the bars: they stay covered until it is answered. */
  readonly covers: boolean;
  readonly steps: readonly Step[];
  readonly reveal: WordKey;
  /** What two cases are compared for; `null` where there are none. */
  readonly shared: WordKey | null;
  readonly principle: WordKey;
  readonly checks: readonly Check[];
  /** Labels and pictures stay the visitor's own. */
  readonly own?: true;
  /** Missing: those of a first visit. */
  readonly labels?: Readonly<Record<Language, readonly string[]>>;
  readonly pictures?: readonly LessonPicture[];
}
