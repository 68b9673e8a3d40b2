import { namedPictures } from '../selectors/named-pictures.ts';
import type { HeadKind } from '../../core/heads/head-kinds.ts';
import { importPart } from '../../core/parts/import-part.ts';
import { attempt } from '../../engine/attempt.ts';
import type { All, Slice } from '../all.ts';
import { isSame } from '../is-same.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import type { Teaching } from '../teaching/taught-head.ts';
import type { Column } from '../types.ts';
import { withPart } from '../with-part.ts';

export interface TeachingSlice extends Pick<State, 'examples' | 'heads'> {
  /** Makes a picture an example of a label, and of no other; `null`: of none. */
  giveExample(picture: string, label: string | null): void;
  /** Every picture whose known name is a label becomes its example. */
  takeNamedPictures(): void;
  dropExamples(): void;
  /** `null`: by the words alone. */
  showBarsBy(column: string, kind: HeadKind | null): void;
  /** g for a column; `null`: as measured. */
  trustWords(column: string, trust: number | null): void;
}

/** What heads are derived from. */
const WATCHED = ['examples', 'columns', 'pictures', 'labels', 'templates', 'vectors'] as const;

export function teachingSlice(outside: Outside): Slice<TeachingSlice> {
  return (set, get, api) => {
    const patch = (id: string, change: Pick<Column, 'barsBy'> | Pick<Column, 'trust'>): void =>
      set(({ columns }) => ({
        columns: columns.map((column) => (column.id === id ? { ...column, ...change } : column)),
      }));
    const change = (examples: State['examples']): void => {
      get().remember();
      set({ examples });
    };
    keepHeads(outside, api);
    return {
      examples: new Map(),
      heads: new Map(),
      giveExample: (picture, label) => {
        const examples = new Map(get().examples);
        if (label === null) examples.delete(picture);
        else examples.set(picture, label);
        change(examples);
      },
      takeNamedPictures: () => change(new Map([...get().examples, ...namedPictures(get())])),
      dropExamples: () => change(new Map()),
      showBarsBy: (column, kind) => patch(column, { barsBy: kind ?? undefined }),
      trustWords: (column, trust) => patch(column, { trust: trust ?? undefined }),
    };
  };
}

type Api = Parameters<Slice<TeachingSlice>>[2];

/** Fits the heads of the columns again when something that they are derived from has changed. */
function keepHeads({ engine }: Outside, api: Api): void {
  const asked = new Map<string, readonly unknown[]>();
  let [running, again] = [false, false];
  const say = (column: string, teaching: Teaching | null): void =>
    api.setState(({ heads }) => {
      const next = new Map(heads);
      if (teaching) next.set(column, teaching);
      else next.delete(column);
      return { heads: next };
    });

  async function fit(): Promise<void> {
    const part = await withPart(api.getState, () =>
      importPart(() => import('../teaching/ask-head.ts')),
    );
    if (!part) return;
    for (const { id } of api.getState().columns) {
      const all = api.getState();
      const column = all.columns.find((candidate) => candidate.id === id);
      const question = column ? part.askHead(all, column) : null;
      const parts = question?.kind === 'ask' ? question.parts : [question?.kind, question?.why];
      if (isSame(parts, asked.get(id))) continue;
      asked.set(id, parts);
      if (question?.kind !== 'ask') {
        say(id, question);
        continue;
      }
      const made = await attempt(
        () => engine.fitHead(question.request),
        (error) => {
          asked.delete(id);
          say(id, { kind: 'failed', error });
        },
      );
      if (made) say(id, { kind: 'taught', taught: { ...question.holds, ...made } });
    }
  }

  api.subscribe((all: All, before: All) => {
    if (WATCHED.every((key) => all[key] === before[key])) return;
    if (all.heads.size === 0 && all.columns.every(({ barsBy }) => barsBy === undefined)) return;
    again = true;
    if (running) return;
    running = true;
    void (async () => {
      while (again) {
        again = false;
        await fit();
      }
      running = false;
    })();
  });
}
