import type { Column, ColumnSource, ModelChoice, SingleSource } from '../../store/types.ts';

export interface FieldsProps {
  readonly draft: SourceDraft;
  readonly onChange: (draft: SourceDraft) => void;
}

export const SOURCE_KINDS = ['built-in', 'disk', 'address', 'hub'] as const;
type SourceKind = (typeof SOURCE_KINDS)[number];

/** What stands in the fields; changing the kind forgets nothing. */
export interface SourceDraft {
  readonly kind: SourceKind;
  readonly builtIn: 'complete' | 'vision-only';
  readonly files: readonly File[];
  readonly url: string;
  readonly repository: string;
  readonly file: string | null;
  /** Address of a mirror as it was typed; empty for the hub itself. */
  readonly endpoint: string;
}

/** The fields as a source fills them. */
export function draftOf(source: SingleSource): SourceDraft {
  const hub = { repository: '', file: null, endpoint: '' };
  const empty = { builtIn: 'complete', files: [], url: '', ...hub } as const;
  if (source.kind === 'built-in') return { ...empty, kind: 'built-in', builtIn: source.file };
  if (source.kind === 'files') return { ...empty, kind: 'disk', files: source.files };
  if (source.kind === 'url') return { ...empty, kind: 'address', url: source.url };
  const { repository, file, endpoint = '' } = source;
  return { ...empty, kind: 'hub', repository, file, endpoint };
}

/** The source that the fields name, or `null` while something is missing. */
export function sourceOf(draft: SourceDraft): SingleSource | null {
  const { kind, builtIn, files, file } = draft;
  const [url, repository] = [draft.url.trim(), draft.repository.trim()];
  if (kind === 'built-in') return { kind: 'built-in', file: builtIn };
  if (kind === 'disk') return files.length > 0 ? { kind: 'files', files } : null;
  if (kind === 'address') return url === '' ? null : { kind: 'url', url };
  const endpoint = endpointOf(draft);
  return repository === ''
    ? null
    : { kind: 'hub', repository, file, ...(endpoint !== undefined && { endpoint }) };
}

/** The mirror's address, completed as a browser's address bar does; `undefined` for the hub itself. */
export function endpointOf({ endpoint }: SourceDraft): string | undefined {
  const text = endpoint.trim().replace(/\/+$/, '');
  if (text === '') return undefined;
  return /^https?:\/\//i.test(text) ? text : `https://${text}`;
}

/** What stands in the fields about towers and parts. `null` for the text tower: it comes from where the rest does. */
export interface TowersDraft extends Pick<Column, 'resets' | 'crop'> {
  readonly text: SingleSource | null;
  readonly scale: SingleSource | null;
}

/** The fields about towers and parts as a choice fills them. */
export function towersOf({ source, resets, crop }: ModelChoice): TowersDraft {
  const apart = source.kind === 'towers' ? source : null;
  return { resets, crop, text: apart?.text ?? null, scale: apart?.scale ?? null };
}

/** The image side's source with the other sides that the fields name. */
export function sourceWith(image: SingleSource, { text, scale }: TowersDraft): ColumnSource {
  return text ? { kind: 'towers', image, text, scale } : image;
}
