import { answerOf } from '../../core/waiting/answer-of.ts';

/** How a file is opened: for reading by several at once, in browsers that know it, or for one alone. */
export type AccessMode = 'read-only' | 'readwrite';

/** As much of a file as this needs. Browsers that do not know the mode open it for one alone. */
export interface Openable<Handle extends { close(): void }> {
  createSyncAccessHandle(options?: { readonly mode: AccessMode }): Promise<Handle>;
}

/**
 * Opens a file of the private file system in place. Hold the file's lock.
 * @throws DOMException as the browser's; BrowserSilentError where it does not answer; a handle that comes later is closed
 */
export function openAccess<Handle extends { close(): void }>(
  file: Openable<Handle>,
  mode: AccessMode = 'readwrite',
): Promise<Handle> {
  return answerOf({
    what: 'createSyncAccessHandle',
    of: file,
    ask: () => file.createSyncAccessHandle({ mode }),
    again: true,
    onLate: (handle) => handle.close(),
  });
}
