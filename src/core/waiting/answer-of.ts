import { CodedError } from '../errors.ts';

/** The browser was asked for something, and has not answered. */
export class BrowserSilentError extends CodedError<'browser-silent'> {
  override readonly name = 'BrowserSilentError';

  constructor(what: string, seconds: number) {
    const message = `The browser has not answered for ${seconds} seconds (${what}). Load the page again; if it stays so, restart the browser.`;
    super('browser-silent', message, { what, seconds });
  }
}

export interface Question<T> {
  /** The browser's own name of what is asked for; it stands in the sentence. */
  readonly what: string;
  /** What the browser is asked of. */
  readonly of: object;
  readonly ask: () => Promise<T>;
  /** Asked once more where nothing comes: only where that does no harm. */
  readonly again?: boolean;
  /** Until it is given up. */
  readonly seconds?: number;
  /** Gets what comes when nobody needs it any more. */
  readonly onLate?: (answer: T) => void;
}

/** For what takes milliseconds where all is well; a slow disk of a phone that is busy has its time, too. */
const SECONDS = 30;
/** For what takes seconds on a slow phone, such as a large picture. */
export const SLOW_SECONDS = 60;
/** Seconds after which it is asked again. */
const AGAIN = 5;

/**
 * What is being asked. Chromium (156) forgets a request where the handle of the file that it was asked of is collected as garbage
 * meanwhile, and then never answers: a load stood still for ever, on a busy machine one in twenty.
 */
const asked = new Set<object>();

/**
 * The browser's answer to a question that it may forget. What it is asked of is held until then; of two answers the first counts.
 * Seconds are counted one by one: those in which the machine sleeps are nobody's. Not for what waits for a person, or for a server.
 * @throws BrowserSilentError where none comes in time; otherwise as the browser
 */
export function answerOf<T>(question: Question<T>): Promise<T> {
  const { what, ask, again = false, seconds = SECONDS, onLate = () => undefined } = question;
  asked.add(question);
  return new Promise((resolve, reject) => {
    let [waited, open, over] = [0, 0, false];
    const end = (): void => {
      over = true;
      clearInterval(timer);
      asked.delete(question);
    };
    const refused = (error: unknown): void => {
      open--;
      // The other one may have it: a file is opened for one alone.
      if (over || open > 0) return;
      end();
      reject(error);
    };
    const put = async (): Promise<void> => {
      open++;
      try {
        const answer = await ask();
        if (over) return onLate(answer);
        end();
        resolve(answer);
      } catch (error) {
        refused(error);
      }
    };
    const timer = setInterval(() => {
      waited++;
      if (again && waited === AGAIN) void put();
      if (waited < seconds) return;
      end();
      reject(new BrowserSilentError(what, seconds));
    }, 1000);
    void put();
  });
}
