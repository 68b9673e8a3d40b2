/** Runs one action after the other, in the order of asking. A failed one does not stop those behind it. */
export type Exclusive = <T>(action: () => Promise<T>) => Promise<T>;

export function createExclusive(): Exclusive {
  let last: Promise<unknown> = Promise.resolve();
  return (action) => {
    const result = last.then(action);
    last = result.catch(() => undefined);
    return result;
  };
}
