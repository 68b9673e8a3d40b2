import type { EngineErrorData } from '../engine/contract.ts';
import type { Words } from './translate.ts';

/** What happened and what to do, in the page's language. */
export function errorSentence({ t }: Words, { code, details }: EngineErrorData): string {
  return t(`error.${code}`, details);
}
