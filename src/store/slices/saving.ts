import type { NamedLayout } from '../../core/checkpoint/tensor-layouts.ts';
import { attempt } from '../../engine/attempt.ts';
import { newestWins } from '../../engine/newest-wins.ts';
import type { Slice } from '../all.ts';
import { liveModelOf } from '../columns/column-model.ts';
import type { Outside } from '../outside.ts';
import type { Saving } from '../saving.ts';
import type { State } from '../state.ts';

export interface SavingSlice extends Pick<State, 'saving'> {
  /** Makes files of a column's model; nothing leaves the browser until the visitor takes them. */
  makeFiles(column: string, layout: NamedLayout): Promise<void>;
  /** Gives up what is under way, and lets go of what was made. */
  dropFiles(): void;
}

export function savingSlice({ engine, createUrl, revokeUrl }: Outside): Slice<SavingSlice> {
  return (set, get) => {
    const making = newestWins();
    return {
      saving: { kind: 'none' },
      makeFiles: async (id, layout) => {
        get().dropFiles();
        const column = get().columns.find((candidate) => candidate.id === id);
        const model = column && liveModelOf(column);
        if (!model) return;
        const signal = making.begin();
        const say = (saving: Saving): void => {
          if (!signal.aborted) set({ saving });
        };
        say({ kind: 'running', progress: null });
        const files = await attempt(
          () =>
            engine.save(model.id, {
              layout,
              signal,
              onProgress: (progress) => say({ kind: 'running', progress }),
            }),
          (error) => say({ kind: 'failed', error }),
        );
        if (!files || signal.aborted) return;
        const links = files.map(({ name, blob }) => {
          return { name, url: createUrl(blob), bytes: blob.size };
        });
        say({ kind: 'ready', layout, files: links });
      },
      dropFiles: () => {
        making.giveUp();
        const { saving } = get();
        if (saving.kind === 'ready') for (const { url } of saving.files) revokeUrl?.(url);
        set({ saving: { kind: 'none' } });
      },
    };
  };
}
