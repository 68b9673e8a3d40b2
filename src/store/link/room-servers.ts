const KEY = 'zero-shot room servers';
/** Nobody teaches in more rooms. */
const MOST = 20;

/** Origins that the visitor called the room's server, kept in this browser. */
export function roomServers(): readonly string[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    if (!Array.isArray(list)) return [];
    // Only what is an origin, as written by this page: a list that was changed by hand opens nothing else.
    return list
      .filter((one) => typeof one === 'string' && URL.parse(one)?.origin === one)
      .slice(-MOST);
  } catch {
    return [];
  }
}

/** Keeps the list; `false` where the browser forbids it: it then lasts as long as the page. */
export function keepRoomServers(origins: readonly string[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(origins.slice(-MOST)));
    return true;
  } catch {
    return false;
  }
}
