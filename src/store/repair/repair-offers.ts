import { parseHubAddress } from '../../core/hub/hub-address.ts';
import { type Preset, PRESETS } from '../../core/hub/presets.ts';
import type { LoadedModel } from '../../engine/loading.ts';
import { imageSourceOf, textSourceOf } from '../columns/model-choice.ts';
import { modelOf } from '../columns/column-model.ts';
import type { Column, ColumnSource, ModelChoice, SingleSource } from '../types.ts';

/** Where an offered text tower comes from. */
export type Origin =
  /** The column's own file holds it; the rule or a switch left it out. */
  | { readonly kind: 'own' }
  | { readonly kind: 'column'; readonly number: number; readonly name: string }
  | { readonly kind: 'built-in' }
  | { readonly kind: 'preset'; readonly name: string };

/** Whether two towers were trained together, and by what that is known. */
export type Training =
  | { readonly kind: 'together'; readonly by: 'file' | 'built-in' | 'table' | 'tower' }
  | { readonly kind: 'apart'; readonly by: 'table' }
  | { readonly kind: 'unknown' };

export interface Candidate {
  readonly origin: Origin;
  /** What the column loads when this is chosen. */
  readonly choice: ModelChoice;
  readonly training: Training;
}

/**
 * Text towers for a column that lacks one: its own file's, those of the other columns, the built-in model's, and those of
 * presets that were trained with its image tower. Whether they fit is told by looking into them.
 */
export function repairCandidates(columns: readonly Column[], column: Column): readonly Candidate[] {
  const image = imageSourceOf(column.source);
  const model = modelOf(column);
  const found: { origin: Origin; text: SingleSource; training: Training }[] = [];
  const offer = (origin: Origin, text: SingleSource, training = trainingOf(image, text)): void => {
    if (!found.some((other) => isSame(other.text, text))) found.push({ origin, text, training });
  };
  if (model && column.source.kind !== 'towers' && holdsText(model)) {
    offer({ kind: 'own' }, image, { kind: 'together', by: 'file' });
  }
  for (const [index, other] of columns.entries()) {
    const loaded = other.status.kind === 'ready' ? other.status.loaded : null;
    if (other.id === column.id || !loaded || !holdsText(loaded)) continue;
    const text = textSourceOf(other.source);
    const known = trainingOf(image, text);
    offer(
      { kind: 'column', number: index + 1, name: loaded.model.name },
      text,
      known.kind === 'unknown' && model && sharesTower(other, loaded, model)
        ? { kind: 'together', by: 'tower' }
        : known,
    );
  }
  offer({ kind: 'built-in' }, { kind: 'built-in', file: 'complete' });
  for (const preset of presetsWith(image)) {
    const text = {
      kind: 'hub',
      repository: preset.repo,
      file: preset.files[0] ?? null,
      // A mirror that has the one tower has the other.
      ...(image.kind === 'hub' && image.endpoint !== undefined && { endpoint: image.endpoint }),
    } as const;
    offer({ kind: 'preset', name: preset.name }, text, { kind: 'together', by: 'table' });
  }
  return found.map(({ origin, text, training }) => ({
    origin,
    training,
    choice: { ...column, ...TAKE_ALL, source: together(image, text) },
  }));
}

/** A repaired column takes everything that its files have. */
const TAKE_ALL = { rule: 'openclip', resets: [] } as const satisfies Partial<ModelChoice>;

function together(image: SingleSource, text: SingleSource): ColumnSource {
  return isSame(image, text) ? image : { kind: 'towers', image, text, scale: null };
}

function holdsText({ report }: LoadedModel): boolean {
  return report.parts.every(
    ({ part, present, parameters }) => !part.startsWith('text') || present === parameters,
  );
}

/** The other column's own two towers come from one place, and its image tower is this column's, to the bit. */
function sharesTower(other: Column, theirs: LoadedModel, own: LoadedModel): boolean {
  // Behind the hash may stand the crop, which is no part of the tower.
  const hash = ({ model }: LoadedModel) => model.fingerprints.image.split(' ')[0];
  return other.source.kind !== 'towers' && hash(theirs) === hash(own);
}

function trainingOf(image: SingleSource, text: SingleSource): Training {
  if (isSame(image, text)) return { kind: 'together', by: 'file' };
  if (image.kind === 'built-in' && text.kind === 'built-in') {
    return { kind: 'together', by: 'built-in' };
  }
  const [a, b] = [training(image), training(text)];
  if (a === null || b === null) return { kind: 'unknown' };
  return { kind: a === b ? 'together' : 'apart', by: 'table' };
}

/** The name under which the preset table says what was trained together; `null` for a source that it does not know. */
function training(source: SingleSource): string | null {
  if (source.kind === 'built-in') return 'built-in';
  return presetOf(source)?.trainedTogether ?? null;
}

function presetOf(source: SingleSource): Preset | undefined {
  const text =
    source.kind === 'hub' ? source.repository : source.kind === 'url' ? source.url : null;
  const repo = text === null ? null : parseHubAddress(text)?.repo;
  return PRESETS.find((preset) => preset.repo === repo);
}

/** Ready ONNX graphs give no single tower here. */
function presetsWith(image: SingleSource): readonly Preset[] {
  const own = presetOf(image);
  return PRESETS.filter(
    ({ trainedTogether, files }) =>
      trainedTogether === own?.trainedTogether && !files.some((file) => file.endsWith('.onnx')),
  );
}

function isSame(a: SingleSource, b: SingleSource): boolean {
  if (a === b) return true;
  if (a.kind === 'files' && b.kind === 'files') {
    return a.files.every((file, index) => file === b.files[index]);
  }
  return a.kind === b.kind && JSON.stringify(a) === JSON.stringify(b);
}
