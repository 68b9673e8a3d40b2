import type { EngineErrorData } from '../engine/contract.ts';
import type { Words } from './translate.ts';

/** Pickles that are refused, each with its own way to convert it. */
const PICKLES = ['torchscript', 'old-style', 'pickle'] as const;

/** What happened and what to do, in the page's language. */
export function errorSentence({ t, bytes }: Words, { code, details }: EngineErrorData): string {
  if (code === 'storage-full')
    return t(`error.${code}`, { missing: bytes(Number(details['missing'] ?? 0)) });
  if (code === 'checkpoint-pickle') {
    const kind = PICKLES.find((known) => known === details['kind']);
    if (kind) return t(`pickle.${kind}`);
    if (details['name'] !== undefined) return t('pickle.foreign', details);
  }
  return t(`error.${code}`, details);
}
