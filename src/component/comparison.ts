import type { EngineClient } from '../engine/client.ts';
import type { Words } from '../words/translate.ts';
import { compareColumn, type ArrivedPicture } from './compare-column.ts';
import { drawComparison } from './draw-comparison.ts';
import { fetchPicture } from './fetch-picture.ts';
import type { CompareRequest } from './read-request.ts';

export interface Comparison {
  /** What is shown of it. */
  readonly root: HTMLElement;
  /** Fetches the pictures and loads the checkpoints; a second call does nothing. */
  begin(): void;
  /** Gives up what is under way, and lets the pictures go. */
  end(): void;
}

/** A comparison that has not begun. `engine` is asked for when it begins. */
export function openComparison(
  engine: () => EngineClient,
  words: Words,
  request: CompareRequest,
): Comparison {
  const running = new AbortController();
  const { signal } = running;
  const drawing = drawComparison(words, request, (column) => void compare(column));
  let arrived: Promise<readonly ArrivedPicture[]> | undefined;

  /** Those that have come stay; the others are asked for again. */
  async function pictures(): Promise<readonly ArrivedPicture[]> {
    const before = await arrived;
    arrived = Promise.all(
      request.pictures.map(async ({ url }, index) => {
        const known = before?.[index];
        if (known instanceof Blob) return known;
        const picture = await fetchPicture((...args) => fetch(...args), url, signal);
        drawing.picture(index, picture);
        return picture;
      }),
    );
    return arrived;
  }

  async function compare(index: number, coming = pictures()): Promise<void> {
    const column = request.columns[index];
    if (!column) return;
    await compareColumn({
      engine: engine(),
      column,
      request,
      pictures: coming,
      signal,
      tell: (state) => drawing.column(index, state),
    });
  }

  return {
    root: drawing.root,
    begin() {
      if (arrived) return;
      const coming = pictures();
      for (const index of request.columns.keys()) void compare(index, coming);
    },
    end() {
      running.abort();
      drawing.dispose();
    },
  };
}
