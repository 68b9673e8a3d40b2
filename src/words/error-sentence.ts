import type { EngineErrorData } from '../engine/contract.ts';
import { pictureSentence } from './picture-sentence.ts';
import type { Words } from './translate.ts';

/** Pickles that are refused, each with its own way to convert it. */
const PICKLES = ['torchscript', 'old-style', 'pickle'] as const;

/** Why the runtime did not come. */
const CAUSES = ['download-status', 'download-silent', 'server-busy', 'download-failed'] as const;

/** What happened and what to do, in the page's language. */
export function errorSentence(words: Words, error: EngineErrorData): string {
  const { t, bytes } = words;
  const { code, details } = error;
  const picture = pictureSentence(words, error);
  if (picture !== null) return picture;
  if (code === 'runtime-not-fetched') {
    const cause = CAUSES.find((known) => known === details['cause']) ?? 'download-failed';
    return t(`error.${code}`, { cause: t(`runtime.${cause}`, details) });
  }
  if (code === 'storage-full')
    return t(`error.${code}`, { missing: bytes(Number(details['missing'] ?? 0)) });
  if (code === 'checkpoint-pickle') {
    const kind = PICKLES.find((known) => known === details['kind']);
    if (kind) return t(`pickle.${kind}`);
    if (details['name'] !== undefined) return t('pickle.foreign', details);
  }
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

/** What a status of a server means for a visitor; `null` where it is rare enough to be named by its number. */
function refusal(status: number): 'sign-in' | 'missing' | 'failed' | null {
  if (status === 401 || status === 403) return 'sign-in';
  if (status === 404 || status === 410) return 'missing';
  return status >= 500 ? 'failed' : null;
}
