import { LABEL_SETS } from '../../core/text/label-sets.ts';
import { LONGEST_LABEL, MOST_LABELS, takeLabels } from '../../core/text/take-labels.ts';
import { TEMPLATE_SETS } from '../../core/text/template-sets.ts';
import { attempt } from '../../engine/attempt.ts';
import type { Slice } from '../all.ts';
import { DEFAULT_TEMPLATE } from '../defaults.ts';
import { typedLabels, typedTemplates } from '../labels/typed-lists.ts';
import type { Outside } from '../outside.ts';
import type { State } from '../state.ts';
import type { Label } from '../types.ts';

export interface LabelsSlice extends Pick<State, 'labels' | 'templates' | 'templateSet'> {
  /** Adds what is new; empty ones and ones that are there already are told apart in a notice. */
  addLabels(texts: readonly string[]): void;
  /** Adds what a typed or pasted text means; `false` where what reads it could not be fetched. */
  typeLabels(text: string): Promise<boolean>;
  renameLabel(id: string, text: string): void;
  setPrompts(id: string, prompts: readonly string[] | null): void;
  moveLabel(id: string, to: number): void;
  removeLabel(id: string): void;
  setLabels(texts: readonly string[]): void;
  setTemplates(templates: readonly string[]): void;
  /** Templates as they are typed or pasted, in any notation. */
  typeTemplates(text: string): Promise<void>;
  /** A label's own prompts as they are typed; an empty text brings the templates back. */
  typePrompts(id: string, text: string): Promise<void>;
  chooseTemplateSet(id: string): Promise<void>;
  /** Replaces the labels by a ready set, or adds it to them, and takes the templates that fit. */
  chooseLabelSet(id: string, how: 'replace' | 'add'): Promise<void>;
}

export function labelsSlice({ newId }: Outside): Slice<LabelsSlice> {
  return (set, get) => {
    const change = (state: {
      labels?: readonly Label[];
      templates?: readonly string[];
      templateSet?: string;
    }): void => {
      get().remember();
      set(state);
      void get().encodeMissing();
    };
    const missing = (): void => get().notify('part.notice', {}, { tone: 'problem' });
    const read = <T>(list: Promise<T>): Promise<T | undefined> => attempt(() => list, missing);
    const create = (text: string): Label => ({ id: newId(), text, prompts: null });
    return {
      labels: [],
      templates: [DEFAULT_TEMPLATE],
      templateSet: 'photo',
      addLabels: (texts) => {
        const { labels, notify } = get();
        const { labels: fresh, leftOut } = takeLabels(
          texts,
          labels.map(({ text }) => text),
        );
        if (fresh.length === 0 && leftOut.length === 0) notify('labels.empty');
        for (const { reason, count, examples } of leftOut) {
          if (reason === 'duplicate') notify('labels.twice', { label: examples[0] ?? '', count });
          else if (reason === 'too-long')
            notify('labels.too-long', { most: LONGEST_LABEL }, { tone: 'problem' });
          else notify('labels.too-many', { most: MOST_LABELS }, { tone: 'problem' });
        }
        if (fresh.length > 0) change({ labels: [...labels, ...fresh.map(create)] });
      },
      typeLabels: async (text) => {
        const texts = await read(typedLabels(text));
        if (!texts) return false;
        const before = get().labels.length;
        get().addLabels(texts);
        const count = get().labels.length - before;
        if (count > 1) get().notify('labels.added', { count }, { undo: true });
        return true;
      },
      renameLabel: (id, text) => {
        const { labels, notify } = get();
        const old = labels.find((label) => label.id === id);
        if (!old || old.text === text.trim()) return;
        const others = labels.flatMap((label) => (label === old ? [] : [label.text]));
        const { labels: fresh, leftOut } = takeLabels([text], others);
        const [taken] = fresh;
        if (taken !== undefined) change({ labels: replaced(labels, { ...old, text: taken }) });
        else if (leftOut[0]?.reason === 'too-long')
          notify('labels.too-long', { most: LONGEST_LABEL }, { tone: 'problem' });
        else if (leftOut[0])
          notify('labels.twice', { label: leftOut[0].examples[0] ?? '', count: 1 });
        else notify('labels.empty');
      },
      setPrompts: (id, prompts) => {
        const old = get().labels.find((label) => label.id === id);
        if (old) change({ labels: replaced(get().labels, { ...old, prompts }) });
      },
      moveLabel: (id, to) => {
        const { labels } = get();
        const label = labels.find((candidate) => candidate.id === id);
        if (!label) return;
        const others = labels.filter((other) => other !== label);
        change({ labels: others.toSpliced(Math.min(Math.max(to, 0), others.length), 0, label) });
      },
      removeLabel: (id) => {
        const label = get().labels.find((candidate) => candidate.id === id);
        if (!label) return;
        change({ labels: get().labels.filter((other) => other !== label) });
        get().notify('labels.removed', { label: label.text }, { undo: true });
      },
      setLabels: (texts) => {
        const kept = new Map(get().labels.map((label) => [label.text, label]));
        const wanted = takeLabels(texts).labels;
        change({ labels: wanted.map((text) => kept.get(text) ?? create(text)) });
        get().notify('labels.replaced', { count: wanted.length }, { undo: true });
      },
      setTemplates: (templates) => change({ templates, templateSet: '' }),
      typeTemplates: async (text) => {
        const found = await read(typedTemplates(text));
        if (!found) return;
        const templates = found.length > 0 ? found : ['{label}'];
        if (templates.join('\n') !== get().templates.join('\n')) get().setTemplates(templates);
      },
      typePrompts: async (id, text) => {
        const prompts = await read(typedTemplates(text));
        if (prompts) get().setPrompts(id, prompts.length > 0 ? prompts : null);
      },
      chooseTemplateSet: async (id) => {
        const chosen = TEMPLATE_SETS.find((candidate) => candidate.id === id);
        const templates = chosen && (await attempt(chosen.load, missing));
        if (templates) change({ templates, templateSet: id });
      },
      chooseLabelSet: async (id, how) => {
        const chosen = LABEL_SETS.find((candidate) => candidate.id === id);
        const texts = chosen && (await attempt(chosen.load, missing));
        if (!chosen || !texts) return;
        if (how === 'add') get().addLabels(texts);
        else get().setLabels(texts);
        // Hard cases are whole phrases: "a photo of a two dogs" would ask something else.
        if (chosen.kind === 'hard-case') await get().chooseTemplateSet(chosen.templates);
      },
    };
  };
}

function replaced(labels: readonly Label[], label: Label): Label[] {
  return labels.map((other) => (other.id === label.id ? label : other));
}
