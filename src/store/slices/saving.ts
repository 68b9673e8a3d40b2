import type { NamedLayout } from '../../core/checkpoint/tensor-layouts.ts';
import type { EngineErrorData, Progress } from '../../engine/contract.ts';
import type { Outside, Slice } from '../all.ts';
import { attempt } from '../../engine/attempt.ts';
import { liveModelOf } from '../columns/column-model.ts';

/** A file of a saved model, with the address under which the browser gives it. */
export interface SavedLink {
  readonly name: string;
  readonly url: string;
  readonly bytes: number;
}

export type Saving =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly progress: Progress | null }
  | { readonly kind: 'ready'; readonly layout: NamedLayout; readonly files: readonly SavedLink[] }
  | { readonly kind: 'failed'; readonly error: EngineErrorData };

export interface SavingSlice {
  readonly saving: Saving;
  /** Makes files of a column's model; nothing leaves the browser until the visitor takes them. */
  makeFiles(column: string, layout: NamedLayout): Promise<void>;
  /** Gives up what is under way, and lets go of what was made. */
  dropFiles(): void;
}

export function savingSlice({ engine, createUrl, revokeUrl }: Outside): Slice<SavingSlice> {
  return (set, get) => {
    let running: AbortController | null = null;
    return {
      saving: { kind: 'none' },
      makeFiles: async (id, layout) => {
        get().dropFiles();
        const column = get().columns.find((candidate) => candidate.id === id);
        const model = column && liveModelOf(column);
        if (!model) return;
        running = new AbortController();
        const { signal } = running;
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
        running?.abort(new DOMException('The files were not wanted.', 'AbortError'));
        running = null;
        const { saving } = get();
        if (saving.kind === 'ready') for (const { url } of saving.files) revokeUrl?.(url);
        set({ saving: { kind: 'none' } });
      },
    };
  };
}
