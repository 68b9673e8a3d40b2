import type { EngineErrorData } from '../engine/errors.ts';
import type { Words } from './translate.ts';

/** Formats that are refused with a next step of their own; all others share one. */
const FORMATS = ['heic', 'raw', 'icon', 'drawing-program', 'scientific', 'pdf'] as const;
/** What a file is that is no picture, where that changes what to do. */
const OTHERS = ['html', 'video', 'archive'] as const;

/** Why a picture cannot be used; `null` where the code's own sentence says all that is known. */
export function pictureSentence({ t }: Words, { code, details }: EngineErrorData): string | null {
  const { format, kind, detail } = details;
  const named = typeof format === 'string' ? (NAMES[format] ?? format.toUpperCase()) : undefined;
  const values = named === undefined ? details : { ...details, format: named };
  if (code === 'picture-format') {
    const known = FORMATS.find((one) => one === kind);
    return known ? t(`picture.format.${known}`, details) : t('error.picture-format', details);
  }
  if (code === 'picture-not-a-picture') {
    const known = OTHERS.find((one) => one === kind);
    return known ? t(`picture.not.${known}`) : null;
  }
  if (code === 'picture-truncated') {
    if (details['rows'] !== undefined) return t('picture.rows-missing', values);
    return t('error.picture-truncated', values);
  }
  if (code === 'picture-too-large' && detail !== undefined) return t('picture.memory', values);
  if (code === 'picture-unreadable') {
    if (kind === 'moved') return t('picture.moved', values);
    return detail === undefined
      ? t('picture.no-size', values)
      : t('error.picture-unreadable', values);
  }
  return null;
}

const NAMES: Readonly<Record<string, string>> = { webp: 'WebP' };
