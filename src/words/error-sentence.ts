import type { EngineErrorData } from '../engine/errors.ts';
import { CONFIG_KINDS, FACTS, FILE_KINDS, PICKLE_KINDS, UNLEARNABLE_KINDS } from './error-kinds.ts';
import { pictureSentence } from './picture-sentence.ts';
import type { WordKey } from './languages.ts';
import type { Words } from './translate.ts';

/**
 * What happened and what to do, in the page's language. Each fact that the engine gives is in it: what the sentence has no
 * place for stands behind it, under its name.
 */
export function errorSentence(words: Words, error: EngineErrorData): string {
  const sentence = ownSentence(words, error);
  const facts = Object.entries(error.details)
    .filter(([name, value]) => !SELECTORS.has(name) && value !== '')
    .flatMap(([name, value]) => {
      const forms = [String(value), shown(words, error, name, value)];
      return forms.some((form) => holds(sentence, form))
        ? []
        : [`${factName(words, name)} ${forms[1]}`];
    });
  if (facts.length === 0) return sentence;
  return `${sentence} ${words.t('error.facts', { facts: facts.join('; ') })}`;
}

/** Details that choose a sentence, and are no facts beside it. */
const SELECTORS: ReadonlySet<string> = new Set(['kind', 'code', 'cause']);

/** A fact's name in the page's language; the engine's own for a new one, and until the words about files have come. */
function factName({ t }: Words, name: string): string {
  const known = FACTS.find((one) => one === name);
  const key: WordKey | null = known ? `fact.${known}` : null;
  const text = key && t(key);
  return text === null || text === key ? name : text;
}

/** Why the runtime did not come. */
const CAUSES = ['download-status', 'download-silent', 'server-busy', 'download-failed'] as const;

/** Details that are counts of bytes. */
const BYTES: ReadonlySet<string> = new Set(['needed', 'available', 'missing']);
/** Longer words of a browser or an address are cut. */
const MOST = 300;

function shown(
  { number, bytes }: Words,
  { code }: EngineErrorData,
  name: string,
  value: string | number,
): string {
  if (typeof value === 'string') return value.length > MOST ? `${value.slice(0, MOST)}…` : value;
  if (code === 'storage-full' && BYTES.has(name)) return bytes(value);
  if (code === 'server-busy' && name === 'seconds') return String(Math.ceil(value / 60));
  return number(value, Number.isInteger(value) ? 0 : 2);
}

function holds(sentence: string, fact: string): boolean {
  return sentence.toLowerCase().includes(fact.toLowerCase());
}

function ownSentence(words: Words, error: EngineErrorData): string {
  const { bytes } = words;
  const { code, details } = error;
  // The engine's own sentence stands in until the words about refusals have come.
  const t: Words['t'] = (key, values) => {
    const text = words.t(key, values);
    return text === key ? error.message : text;
  };
  const picture = pictureSentence({ ...words, t }, error);
  if (picture !== null) return picture;
  if (code === 'runtime-not-fetched') {
    const cause = CAUSES.find((known) => known === details['cause']) ?? 'download-failed';
    return t(`error.${code}`, { cause: t(`runtime.${cause}`, details) });
  }
  if (code === 'storage-full')
    return t(`error.${code}`, { missing: bytes(Number(details['missing'] ?? 0)) });
  const file = fileSentence(words, error);
  if (file !== null) return file;
  if (code === 'download-status') {
    const kind = refusal(Number(details['status']));
    if (kind) return t(`refused.${kind}`, details);
  }
  if (code === 'server-busy' && Number(details['seconds']) > 0)
    return t('refused.busy', { ...details, count: Math.ceil(Number(details['seconds']) / 60) });
  if (code === 'hub-not-found' && details['code'] === 'RevisionNotFound')
    return t('refused.revision', details);
  return t(`error.${code}`, details);
}

/**
 * What is wrong with a file, by the kind that the engine names; `null` where the code says it all, or where the sentences
 * about files have not come: then the code's own stands, with the facts behind it.
 */
function fileSentence({ t }: Words, error: EngineErrorData): string | null {
  const key = fileKey(error);
  const text = key === null ? null : t(key, error.details);
  return text === key ? null : text;
}

function fileKey({ code, details }: EngineErrorData): WordKey | null {
  const { kind, name, fault } = details;
  if (code === 'tokenizer-invalid') return details['reason'] ? 'tokenizer.reason' : null;
  if (code === 'checkpoint-pickle') {
    const known = PICKLE_KINDS.find((one) => one === kind);
    if (known) return `pickle.${known}`;
    if (name !== undefined) return 'pickle.foreign';
    return fault === undefined ? null : 'pickle.damaged';
  }
  if (code === 'config-invalid') {
    const known = CONFIG_KINDS.find((one) => one === kind);
    return known ? `config.${known}` : null;
  }
  if (code === 'training-data') {
    const known = UNLEARNABLE_KINDS.find((one) => one === kind);
    return known ? `unlearnable.${known}` : null;
  }
  if (!/^(checkpoint|archive)-/.test(code)) return null;
  const known = FILE_KINDS.find((one) => one === kind);
  return known ? `file.${known}` : null;
}

/** What a status of a server means for a visitor; `null` where it is rare enough to be named by its number. */
function refusal(status: number): 'sign-in' | 'missing' | 'failed' | null {
  if (status === 401 || status === 403) return 'sign-in';
  if (status === 404 || status === 410) return 'missing';
  return status >= 500 ? 'failed' : null;
}
