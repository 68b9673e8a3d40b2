import type { EngineErrorData } from '../engine/contract.ts';
import type { Words } from './translate.ts';

/** What happened and what to do, in the page's language. */
export function errorSentence({ t, bytes }: Words, { code, details }: EngineErrorData): string {
  if (code === 'storage-full')
    return t(`error.${code}`, { missing: bytes(Number(details['missing'] ?? 0)) });
  return t(`error.${code}`, details);
}
