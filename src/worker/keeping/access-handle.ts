import { BROWSER_MS, within } from '../../core/waiting/within.ts';

/** How a file is opened: for reading by several at once, in browsers that know it, or for one alone. */
export type AccessMode = 'read-only' | 'readwrite';

/** As much of a file as this needs. Browsers that do not know the mode open it for one alone. */
interface Openable<Handle extends { close(): void }> {
  createSyncAccessHandle(options?: { readonly mode: AccessMode }): Promise<Handle>;
}

/**
 * Files that are being opened. Chromium (156) forgets the request where the file's own handle is collected as garbage meanwhile, and
 * then never answers: a load stood still for ever, on a busy machine one in twenty.
 */
const opening = new Set<object>();

/** A browser that does not answer is asked once more. */
const TRIES = 2;

/**
 * Opens a file of the private file system in place. Hold the file's lock.
 * @throws DOMException as the browser's, or `TimeoutError` where it does not answer; a handle that comes later is closed
 */
export function openAccess<Handle extends { close(): void }>(
  file: Openable<Handle>,
  mode: AccessMode = 'readwrite',
): Promise<Handle> {
  return whileHeld(
    file,
    () => file.createSyncAccessHandle({ mode }),
    (handle) => handle.close(),
  );
}

/**
 * The file as it is at this moment, for reading; asked in the same way, it is forgotten in the same way.
 * @throws DOMException as the browser's, or `TimeoutError` where it does not answer
 */
export function snapshotOf<Snapshot>(file: { getFile(): Promise<Snapshot> }): Promise<Snapshot> {
  return whileHeld(file, () => file.getFile());
}

/** @param onLate gets what comes after it was given up */
async function whileHeld<T>(
  file: object,
  ask: () => Promise<T>,
  onLate: (answer: T) => void = () => undefined,
): Promise<T> {
  opening.add(file);
  try {
    for (let left = TRIES; left > 0; left--) {
      const answered = await inTime(ask(), onLate);
      if (answered) return answered.answer;
    }
  } finally {
    opening.delete(file);
  }
  throw new DOMException('The browser does not open its file.', 'TimeoutError');
}

/** `null` where it takes too long. */
async function inTime<T>(
  asked: Promise<T>,
  onLate: (answer: T) => void,
): Promise<{ readonly answer: T } | null> {
  let isLate = false;
  asked.then(
    (answer) => isLate && onLate(answer),
    () => undefined,
  );
  const answered = asked.then((answer) => ({ answer }));
  return within(BROWSER_MS, answered, () => {
    isLate = true;
    return null;
  });
}
