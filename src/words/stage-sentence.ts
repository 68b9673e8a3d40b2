import type { Progress } from '../engine/calls.ts';
import type { Words } from './translate.ts';

/** Stages of which nobody knows how far they are: seconds that pass are no share. */
const UNMEASURED: ReadonlySet<string> = new Set(['waiting', 'start']);

/** How far a load is, 0 to 1; `null` where nobody knows. */
export function shareOf(progress: Progress | null): number | null {
  return progress && progress.total > 0 && !UNMEASURED.has(progress.stage)
    ? progress.done / progress.total
    : null;
}

/** The stage of a load, with its share where that is known. */
export function stageSentence(words: Words, progress: Progress | null): string {
  const share = shareOf(progress);
  return `${stageName(words, progress)} ${share === null ? '' : words.percent(share)}`;
}

function stageName({ t }: Words, progress: Progress | null): string {
  if (progress?.waitingFor === 'server')
    return t('load.server', { count: Math.ceil(progress.total) });
  if (progress?.waitingFor === 'download')
    return t('load.elsewhere', { file: progress.file ?? '' });
  return t(progress ? `stage.${progress.stage}` : 'stage.begin');
}
