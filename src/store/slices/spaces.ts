import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import type { LayOut } from '../spaces/laid-spaces.ts';
import type { State } from '../state.ts';

export interface SpacesSlice extends Pick<State, 'spaces'> {
  /** Lays out what the columns of the page, or of a run, say of its pictures and labels; `null`: nobody looks any more. */
  layOutSpaces: LayOut;
}

export function spacesSlice(outside: Outside): Slice<SpacesSlice> {
  return (_, get, api) => {
    let layOut: LayOut | undefined;
    return {
      spaces: new Map(),
      layOutSpaces: async (of) => {
        const part = await attempt(
          () => importPart(() => import('../spaces/lay-out.ts')),
          () => get().notify('part.notice', {}, { tone: 'problem' }),
        );
        layOut ??= part?.createLayOut(outside, api);
        await layOut?.(of);
      },
    };
  };
}
