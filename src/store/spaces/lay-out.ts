import { attempt } from '../../engine/attempt.ts';
import type { ShownRun } from '../../evaluation/shown-run.ts';
import type { Slice } from '../all.ts';
import type { Outside } from '../outside.ts';
import { isSame } from '../is-same.ts';
import type { SpacesSlice } from '../slices/spaces.ts';
import { askPage, askRun, type SpacesQuestion } from './ask-spaces.ts';
import { runKey, type Laid } from './laid-spaces.ts';

type Api = Parameters<Slice<SpacesSlice>>[2];

/** Lays out each column of the page, or of a run, whose vectors are not those that it is laid out by; `null` lets go of all. */
export type LayOut = (of: ShownRun | 'page' | null) => Promise<void>;

export function createLayOut({ engine }: Outside, { getState, setState }: Api): LayOut {
  const asked = new Map<string, readonly unknown[]>();
  const say = (key: string, laid: Laid): void =>
    setState(({ spaces }) => ({ spaces: new Map(spaces).set(key, laid) }));

  async function answer(key: string, question: SpacesQuestion): Promise<void> {
    if (question.kind !== 'ask') {
      const before = getState().spaces.get(key);
      asked.delete(key);
      say(
        key,
        question.kind === 'waiting' && before?.kind === 'laid'
          ? { ...before, stale: true }
          : question,
      );
      return;
    }
    const { parts, points } = question;
    if (isSame(parts, asked.get(key))) return;
    asked.set(key, parts);
    const found = await attempt(
      () => engine.twoSpaces(question.request()),
      (error) => {
        asked.delete(key);
        say(key, { kind: 'failed', error });
      },
    );
    if (!found || asked.get(key) !== parts) return;
    say(
      key,
      found.kind === 'spaces' ? { kind: 'laid', spaces: found, points, stale: false } : found,
    );
  }

  return async (of) => {
    if (of === null) {
      asked.clear();
      setState({ spaces: new Map() });
      return;
    }
    const all = getState();
    await Promise.all(
      of === 'page'
        ? all.columns.map((column) => answer(column.id, askPage(all, column)))
        : of.document.columns.map((_, index) => answer(runKey(index), askRun(of, index))),
    );
  };
}
