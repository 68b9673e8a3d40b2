import type { Slice } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import { allowedKeys, heldColumns, isHeld, released } from '../link/linked-sources.ts';
import { keepRoomServers, roomServers } from '../link/room-servers.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';

export interface LinkedSlice extends Pick<State, 'roomServers' | 'putOff'> {
  /** Loads what a link wants in that column; `rooms`: origins that are the room's servers, from now on and for every column. */
  loadLinked(column: string, rooms: readonly string[]): Promise<void>;
  /** The column stays as it was before the link, or empty where there was nothing. */
  putOffLinked(column: string): void;
  forgetServer(origin: string): void;
  /** Keys of what may be loaded again at once when this set-up comes back. */
  allowedNow(): readonly string[];
}

/** Where the page itself lies; empty where it has no address, as in a test. */
export function ownOrigin({ address }: Pick<Outside, 'address'>): string {
  return URL.parse(address(''))?.origin ?? '';
}

export function linkedSlice(outside: Outside): Slice<LinkedSlice> {
  return (set, get) => ({
    roomServers: roomServers(),
    putOff: new Set(),
    loadLinked: async (id, rooms) => {
      const waited = get().columns.filter(({ source }) => isHeld(source));
      const servers = [...new Set([...get().roomServers, ...rooms])];
      if (rooms.length > 0 && !keepRoomServers(servers))
        get().notify('storage.failed', {}, { tone: 'problem' });
      const trust = { own: ownOrigin(outside), servers, allowed: [] };
      const freed = heldColumns(waited, trust).flatMap((column) => {
        const source = column.id === id ? released(column.source) : column.source;
        return isHeld(source) ? [] : [{ ...column, source }];
      });
      set(({ columns }) => ({
        roomServers: servers,
        columns: columns.map((one) => freed.find((other) => other.id === one.id) ?? one),
      }));
      // One after the other: the second finds the first one's files.
      for (const one of freed) await get().loadColumn(one.id);
    },
    putOffLinked: (id) => {
      const column = get().columns.find((one) => one.id === id);
      const before = get()
        .modelsOnShow()
        .find((one) => one.id === id)?.choice;
      const runs = column && liveModelOf(column) && before && !isHeld(before.source);
      if (runs)
        set(({ columns }) => ({
          columns: columns.map((one) => (one.id === id ? { ...one, ...before } : one)),
        }));
      else set(({ putOff }) => ({ putOff: new Set([...putOff, id]) }));
    },
    forgetServer: (origin) => {
      const servers = get().roomServers.filter((one) => one !== origin);
      set({ roomServers: servers });
      keepRoomServers(servers);
    },
    allowedNow: () => allowedKeys(get().columns, ownOrigin(outside)),
  });
}
