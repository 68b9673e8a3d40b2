import { crc32 } from '../archive/crc32.ts';
import type { ClassNames } from './class-prompts.ts';

/** What the article reports for ImageNet's validation pictures: 50,000 of 1,000 classes. Shares from 0 to 1. */
export const ARTICLE_FIGURES = [
  { verdict: 'complete', top1: 0.683, top5: 0.9188 },
  { verdict: 'vision-only', top1: 0.0008, top5: 0.004 },
] as const;

const IMAGENET_CLASSES = 1000;
/** CRC-32 of the first names as OpenAI wrote them, sorted, with a line feed between them. */
const IMAGENET_NAMES_CRC = 0xdb591dcb;

/** Whether a set's classes are ImageNet's thousand under OpenAI's names, in whatever order. */
export function isImagenet(classes: readonly ClassNames[]): boolean {
  if (classes.length !== IMAGENET_CLASSES) return false;
  const names = classes.map(({ names: [first = ''] }) => first).sort();
  return crc32(new TextEncoder().encode(names.join('\n'))) === IMAGENET_NAMES_CRC;
}
