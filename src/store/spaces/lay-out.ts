import { attempt } from '../../engine/attempt.ts';
import type { Outside } from '../outside.ts';
import { isSame } from '../is-same.ts';
import type { Store } from '../store.ts';
import { askPage, askRun, type SpacesQuestion } from './ask-spaces.ts';
import { runKey, type Laid, type LayOut } from './laid-spaces.ts';

type Api = Pick<Store, 'getState' | 'setState'>;

/** What lays out each column whose vectors are not those that it is laid out by. */
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
