import { cleanLabel, LONGEST_LABEL, MOST_LABELS } from '../../core/text/take-labels.ts';
import type { State } from '../state.ts';
import { LANGUAGE_NAMES } from '../../words/languages.ts';
import { DEFAULT_PICTURES, DEFAULT_TEMPLATE } from '../defaults.ts';
import { MOST_COLUMNS } from '../columns/column.ts';
import { HIDEABLE, type Label, type Settings } from '../types.ts';
import { readColumn, writeColumn } from './link-column.ts';

/** What a link sets. Fields that the link does not name are left out. */
export type Setup = Partial<
  Pick<State, 'labels' | 'templates' | 'templateSet' | 'columns' | 'linkedSamples'> &
    Settings & {
      /** Page of the lesson. */
      readonly lessonPage: number;
    }
>;

type Linked = Pick<State, 'labels' | 'templates' | 'columns' | 'pictures'> &
  Partial<Pick<State, 'lesson'>> &
  Settings;

/** One setting of the link: how it is written, and how it is read as untrusted input. */
interface Field {
  readonly name: string;
  /** `null` where the setting is as on a first visit. */
  readonly write: (all: Linked) => string | null;
  /** `null` where the text makes no sense. */
  readonly read: (text: string) => Setup | null;
}

const LONGEST_TASK = 2000;
/** More than the shelf will ever hold. */
const MOST_SAMPLES = 1000;
const SCALES = { low: 0, high: 200 };

/** Every setting that a link carries; a new one is a new row. */
const FIELDS: readonly Field[] = [
  {
    name: 'labels',
    write: ({ labels }) => labels.map(writeLabel).join('\n'),
    read: (text) => {
      const labels = text.split('\n').filter((line) => cleanLabel(line) !== '');
      if (labels.length > MOST_LABELS) return null;
      // Twice the same label would be one label with two bars.
      return {
        labels: [
          ...new Map(labels.map(readLabel).map((label) => [label.text, label])).values(),
        ].filter(({ text }) => text !== ''),
      };
    },
  },
  {
    name: 'template',
    write: ({ templates }) =>
      templates.length === 1 && templates[0] === DEFAULT_TEMPLATE ? null : templates.join('\n'),
    read: (text) => {
      const templates = text.split('\n').filter((line) => line.trim() !== '');
      const fits = templates.every((line) => line.length <= LONGEST_LABEL);
      return templates.length > 0 && templates.length <= 200 && fits
        ? { templates, templateSet: '' }
        : null;
    },
  },
  {
    name: 'columns',
    write: ({ columns }) => columns.map(writeColumn).join(' '),
    read: (text) => {
      const columns = text.split(' ').map(readColumn);
      const known = columns.filter((column) => column !== null);
      const fits = known.length === columns.length && known.length <= MOST_COLUMNS;
      return fits ? { columns: known } : null;
    },
  },
  {
    // Pictures of one's own stay in the tab; those of the shelf are everybody's.
    name: 'samples',
    write: ({ pictures }) => {
      const files = pictures.flatMap(({ sample }) => (sample === null ? [] : [sample]));
      return files.join(' ') === DEFAULT_PICTURES.join(' ') ? null : files.join(' ');
    },
    read: (text) => {
      const files = text.split(' ').filter((file) => file !== '');
      const fits =
        files.length <= MOST_SAMPLES &&
        files.every((file) => /^(hard\/)?[\w-]+\.(webp|png)$/.test(file));
      return fits ? { linkedSamples: files } : null;
    },
  },
  choice('show', 'shown', ['probability', 'cosine', 'logit']),
  choice('scoring', 'scoring', ['own', 'softmax', 'sigmoid']),
  choice('bars', 'barOrder', ['sorted', 'labels', 'first-column']),
  choice('order', 'pictureOrder', ['added', 'agreement', 'confidence', 'label']),
  choice('alpha', 'alpha', ['white', 'as-pillow']),
  choice('device', 'deviceChoice', ['auto', 'webgpu', 'wasm']),
  choice('lang', 'language', LANGUAGE_NAMES),
  choice('theme', 'theme', ['system', 'light', 'dark']),
  flag('guess', 'guessFirst'),
  flag('present', 'presenting'),
  {
    name: 'scale',
    write: ({ scale }) => (scale === null ? null : String(scale)),
    read: (text) => {
      if (text === 'fresh') return { scale: text };
      const scale = Number(text);
      const fits = text !== '' && scale >= SCALES.low && scale <= SCALES.high;
      return fits ? { scale } : null;
    },
  },
  {
    // Alone, it sets up all that its page needs; beside a set-up it opens the page as the visitor left it.
    name: 'lesson',
    write: ({ lesson }) => (lesson ? String(lesson.page) : null),
    read: (text) => (/^[1-9]\d?$/.test(text) ? { lessonPage: Number(text) } : null),
  },
  {
    name: 'hide',
    write: ({ hidden }) => (hidden.length > 0 ? hidden.join(' ') : null),
    read: (text) => {
      const names = text.split(' ');
      const hidden = HIDEABLE.filter((part) => names.includes(part));
      return hidden.length === names.length ? { hidden } : null;
    },
  },
  {
    name: 'task',
    write: ({ task }) => (task === '' ? null : task),
    read: (task) => (task.length <= LONGEST_TASK ? { task } : null),
  },
];

type Choices =
  | 'shown'
  | 'scoring'
  | 'barOrder'
  | 'pictureOrder'
  | 'alpha'
  | 'deviceChoice'
  | 'language'
  | 'theme';

function choice<K extends Choices>(name: string, key: K, values: readonly Settings[K][]): Field {
  return {
    name,
    write: (all) => (all[key] === values[0] && key !== 'language' ? null : all[key]),
    read: (text) => {
      const value = values.find((candidate) => candidate === text);
      return value === undefined ? null : { [key]: value };
    },
  };
}

function flag(name: string, key: 'guessFirst' | 'presenting'): Field {
  return {
    name,
    write: (all) => (all[key] ? '1' : null),
    read: (text) => (text === '1' ? { [key]: true } : null),
  };
}

/** A label is its text; own prompts follow it, each after a bar. Bars and backslashes in the words are escaped. */
function writeLabel({ text, prompts }: Label): string {
  return [text, ...(prompts ?? [])].map((word) => word.replaceAll(/[\\|]/g, '\\$&')).join('|');
}

function readLabel(line: string): Label {
  const words = [...line.matchAll(/(?:\\.|[^|\\])+/g)].map(([word]) =>
    word.replaceAll(/\\(.)/g, '$1').slice(0, LONGEST_LABEL),
  );
  const [text = line, ...prompts] = words;
  const name = cleanLabel(text);
  return { id: `label ${name}`, text: name, prompts: prompts.length > 0 ? prompts : null };
}

/** The set-up as the fragment of a link, without `#`. The fragment never reaches a server. */
export function writeLink(all: Linked): string {
  const params = new URLSearchParams();
  for (const { name, write } of FIELDS) {
    const text = write(all);
    if (text !== null) params.set(name, text);
  }
  return params.toString();
}

/** What a link's fragment sets, and the names of the parts that make no sense. */
export function readLink(fragment: string): {
  readonly setup: Setup;
  readonly bad: readonly string[];
} {
  const params = new URLSearchParams(fragment.replace(/^#/, ''));
  const setup: Setup = {};
  const bad: string[] = [];
  for (const { name, read } of FIELDS) {
    const text = params.get(name);
    if (text === null) continue;
    const part = read(text);
    if (part) Object.assign(setup, part);
    else bad.push(name);
  }
  return { setup, bad };
}
