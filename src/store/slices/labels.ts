import { DEFAULT_TEMPLATE } from '../defaults.ts';
import { LABEL_SETS } from '../../core/text/label-sets.ts';
import { LONGEST_LABEL, MOST_LABELS } from '../../core/text/parse-labels.ts';
import { TEMPLATE_SETS } from '../../core/text/template-sets.ts';
import { attempt } from '../actions/attempt.ts';
import type { Outside, Slice } from '../all.ts';
import type { Label } from '../types.ts';

export interface LabelsSlice {
  readonly labels: readonly Label[];
  readonly templates: readonly string[];
  /** Adds what is new; empty ones and ones that are there already are told apart in a notice. */
  addLabels(texts: readonly string[]): void;
  renameLabel(id: string, text: string): void;
  setPrompts(id: string, prompts: readonly string[] | null): void;
  moveLabel(id: string, to: number): void;
  removeLabel(id: string): void;
  setLabels(texts: readonly string[]): void;
  setTemplates(templates: readonly string[]): void;
  /** Id of the ready set that the templates are, or empty where they are the visitor's own. */
  readonly templateSet: string;
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
    const create = (text: string): Label => ({ id: newId(), text, prompts: null });
    return {
      labels: [],
      templates: [DEFAULT_TEMPLATE],
      templateSet: 'photo',
      addLabels: (texts) => {
        const { labels, notify } = get();
        const wanted = texts.map((text) => text.trim()).filter((text) => text !== '');
        const fresh = withoutRepeats(wanted, labels);
        const room = Math.max(0, MOST_LABELS - labels.length);
        if (texts.length > 0 && wanted.length === 0) notify('labels.empty');
        else if (wanted.length > fresh.length) {
          const text = wanted.find((label) => !fresh.includes(label)) ?? wanted[0] ?? '';
          notify('labels.twice', { label: text, count: wanted.length - fresh.length });
        }
        if (wanted.some((text) => text.length > LONGEST_LABEL))
          notify('labels.too-long', { most: LONGEST_LABEL }, { tone: 'problem' });
        if (fresh.length > room)
          notify('labels.too-many', { most: MOST_LABELS }, { tone: 'problem' });
        if (fresh.length > 0) change({ labels: [...labels, ...fresh.slice(0, room).map(create)] });
      },
      renameLabel: (id, text) => {
        const { labels, notify } = get();
        const trimmed = text.trim();
        const old = labels.find((label) => label.id === id);
        if (!old || old.text === trimmed) return;
        if (trimmed === '') notify('labels.empty');
        else if (labels.some((label) => label.text === trimmed))
          notify('labels.twice', { label: trimmed, count: 1 });
        else change({ labels: replaced(labels, { ...old, text: trimmed }) });
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
        const wanted = withoutRepeats(texts, []).slice(0, MOST_LABELS);
        change({ labels: wanted.map((text) => kept.get(text) ?? create(text)) });
        get().notify('labels.replaced', { count: wanted.length }, { undo: true });
      },
      setTemplates: (templates) => change({ templates, templateSet: '' }),
      chooseTemplateSet: async (id) => {
        const chosen = TEMPLATE_SETS.find((candidate) => candidate.id === id);
        const templates = chosen && (await attempt(chosen.load, () => undefined));
        if (templates) change({ templates, templateSet: id });
      },
      chooseLabelSet: async (id, how) => {
        const chosen = LABEL_SETS.find((candidate) => candidate.id === id);
        const texts = chosen && (await attempt(chosen.load, () => undefined));
        if (!chosen || !texts) return;
        if (how === 'add') get().addLabels(texts);
        else get().setLabels(texts);
        // Hard cases are whole phrases: "a photo of a two dogs" would ask something else.
        if (chosen.kind === 'hard-case') await get().chooseTemplateSet(chosen.templates);
      },
    };
  };
}

/** Trimmed texts that are neither empty, nor repeated, nor among the labels. */
function withoutRepeats(texts: readonly string[], labels: readonly Label[]): string[] {
  const seen = new Set(labels.map(({ text }) => text));
  return texts
    .map((text) => text.trim())
    .filter(
      (text) => text !== '' && text.length <= LONGEST_LABEL && !seen.has(text) && seen.add(text),
    );
}

function replaced(labels: readonly Label[], label: Label): Label[] {
  return labels.map((other) => (other.id === label.id ? label : other));
}
