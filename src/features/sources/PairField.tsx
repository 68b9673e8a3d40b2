import { PRESETS } from '../../core/hub/presets.ts';
import { useWords } from '../../words/WordsContext.tsx';
import type { ModelChoice } from '../../store/types.ts';
import { CheckBox } from '../../ui/CheckBox.tsx';

interface PairFieldProps {
  /** Number of the other column. */
  readonly number: number;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Offers the comparison that the page is about: the same file beside itself, once with its image tower only. */
export function PairField({ number, value, onChange }: PairFieldProps) {
  const { t } = useWords();
  return <CheckBox label={t('model.pair', { number })} checked={value} onChange={onChange} />;
}

/** Whether the choice is a real checkpoint, loaded whole, of which a rule can take a part. */
export function canPair(choice: ModelChoice | null): boolean {
  if (choice?.rule !== 'openclip' || choice.source.kind === 'built-in') return false;
  const { source } = choice;
  // Ready graphs carry no state dict that a rule could take a part of.
  return !(source.kind === 'hub' ? (source.file ?? '') : '').endsWith('.onnx');
}

/** A checkpoint of the table is compared with itself unless the visitor says otherwise. */
export function pairsByDefault(choice: ModelChoice | null): boolean {
  const source = choice?.source;
  return source?.kind === 'hub' && PRESETS.some(({ repo }) => repo === source.repository);
}
