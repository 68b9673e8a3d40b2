import type { Words } from '../../words/translate.ts';

/** How long work still takes, rounded to what a person plans with. */
export function timeLeft(seconds: number, t: Words['t']): string {
  if (seconds < 90) return t('evaluate.left.seconds', { count: Math.ceil(seconds / 5) * 5 });
  if (seconds < 90 * 60) return t('evaluate.left.minutes', { count: Math.round(seconds / 60) });
  return t('evaluate.left.hours', { count: Math.round(seconds / 3600) });
}
