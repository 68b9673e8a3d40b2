import {
  LONGEST_LABEL,
  MOST_LABELS,
  type TakenLabels,
  takeLabels,
} from '../../core/text/take-labels.ts';
import type { All, Slice } from '../all.ts';
import { changeInputs } from '../change-inputs.ts';
import { typedLabels } from '../labels/typed-lists.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import type { Label } from '../types.ts';
import { withPart } from '../with-part.ts';

export interface LabelsSlice extends Pick<State, 'labels'> {
  /** Adds what is new; empty ones and ones that are there already are told apart in a notice. */
  addLabels(texts: readonly string[]): void;
  /** Adds what a typed or pasted text means; `false` where what reads it could not be fetched. */
  typeLabels(text: string): Promise<boolean>;
  renameLabel(id: string, text: string): void;
  moveLabel(id: string, to: number): void;
  removeLabel(id: string): void;
  setLabels(texts: readonly string[]): void;
}

export function labelsSlice({ newId }: Outside): Slice<LabelsSlice> {
  return (set, get) => {
    const change = (labels: readonly Label[]): void => changeInputs(set, get, { labels });
    const find = (id: string) => get().labels.find((label) => label.id === id);
    const create = (text: string): Label => ({ id: newId(), text, prompts: null });
    return {
      labels: [],
      addLabels: (texts) => {
        const { labels } = get();
        const taken = takeLabels(texts, textsOf(labels));
        sayLeftOut(get(), taken);
        if (taken.labels.length > 0) change([...labels, ...taken.labels.map(create)]);
      },
      typeLabels: async (text) => {
        const texts = await withPart(get, () => typedLabels(text));
        if (!texts) return false;
        const before = get().labels.length;
        get().addLabels(texts);
        const count = get().labels.length - before;
        if (count > 1) get().notify('labels.added', { count }, { undo: true });
        return true;
      },
      renameLabel: (id, text) => {
        const old = find(id);
        if (!old || old.text === text.trim()) return;
        const { labels } = get();
        const taken = takeLabels([text], textsOf(labels.filter((label) => label !== old)));
        sayLeftOut(get(), taken);
        const [name] = taken.labels;
        if (name !== undefined) change(labels.with(labels.indexOf(old), { ...old, text: name }));
      },
      moveLabel: (id, to) => {
        const label = find(id);
        if (label) change(moved(get().labels, label, to));
      },
      removeLabel: (id) => {
        const label = find(id);
        if (!label) return;
        change(get().labels.filter((other) => other !== label));
        get().notify('labels.removed', { label: label.text }, { undo: true });
      },
      setLabels: (texts) => {
        const kept = new Map(get().labels.map((label) => [label.text, label]));
        const wanted = takeLabels(texts).labels;
        change(wanted.map((text) => kept.get(text) ?? create(text)));
        get().notify('labels.replaced', { count: wanted.length }, { undo: true });
      },
    };
  };
}

function moved(labels: readonly Label[], label: Label, to: number): Label[] {
  const others = labels.filter((other) => other !== label);
  return others.toSpliced(Math.min(Math.max(to, 0), others.length), 0, label);
}

function textsOf(labels: readonly Label[]): string[] {
  return labels.map(({ text }) => text);
}

/** Says of labels that were given why they are not taken, each reason once. */
function sayLeftOut({ notify }: Pick<All, 'notify'>, { labels, leftOut }: TakenLabels): void {
  if (labels.length === 0 && leftOut.length === 0) notify('labels.empty');
  for (const { reason, count, examples } of leftOut) {
    if (reason === 'duplicate') notify('labels.twice', { label: examples[0] ?? '', count });
    else if (reason === 'too-long')
      notify('labels.too-long', { most: LONGEST_LABEL }, { tone: 'problem' });
    else notify('labels.too-many', { most: MOST_LABELS }, { tone: 'problem' });
  }
}
