/** Work of which only the last one asked for counts, such as looking into a file or climbing a ladder. */
export interface NewestWins {
  /** The signal of the work that was begun last; it stays the same, and fired, when that is given up. */
  readonly signal: AbortSignal;
  /** Gives up what was begun before, and gives the signal of the new work. */
  begin(): AbortSignal;
  giveUp(): void;
}

/** The one rule by which the page gives up work: each beginning ends the work before it with an `AbortError`. */
export function newestWins(): NewestWins {
  let controller = new AbortController();
  return {
    get signal() {
      return controller.signal;
    },
    begin() {
      controller.abort();
      controller = new AbortController();
      return controller.signal;
    },
    giveUp: () => controller.abort(),
  };
}
