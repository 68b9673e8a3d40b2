import { LANGUAGE_PAIR, type Preset, PRESETS } from '../../core/hub/presets.ts';
import { newChoice } from '../../store/columns/column.ts';
import { FIRST_LABELS } from '../../store/defaults.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { ModelChoice } from '../../store/types.ts';
import { CheckBox } from '../../ui/CheckBox.tsx';
import { useWords } from '../../words/WordsContext.tsx';

interface LanguagePairFieldProps {
  /** What the other column gets. */
  readonly partner: Preset;
  /** Number of the other column. */
  readonly number: number;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

/** Offers the comparison that needs no missing half: labels in Chinese, for a model that was taught English alone and one of many languages. */
export function LanguagePairField({ partner, number, value, onChange }: LanguagePairFieldProps) {
  const { t, bytes } = useWords();
  const { name } = partner;
  return (
    <CheckBox
      label={t('model.language-pair', { name, number, size: bytes(partner.bytes) })}
      checked={value}
      onChange={onChange}
    />
  );
}

/** The model beside which the choice shows that comparison; `null` where the choice is neither of the two, or not whole. */
export function languagePartner(choice: ModelChoice | null): Preset | null {
  const source = choice?.source;
  if (choice?.rule !== 'openclip' || choice.resets.length > 0 || source?.kind !== 'hub')
    return null;
  const pair = pairOf();
  const own = pair.findIndex(
    (preset) => preset?.repo === source.repository && preset.files[0] === source.file,
  );
  return (own === -1 ? null : pair[1 - own]) ?? null;
}

/** The pair's first model, as it was published. */
export function firstOfPair(): ModelChoice {
  const [first] = pairOf();
  return published(first);
}

/** The partner as it stands beside that choice: as it was published, from the same mirror. */
export function besideIt({ source }: ModelChoice, partner: Preset): ModelChoice {
  return published(partner, source.kind === 'hub' ? source.endpoint : undefined);
}

function published(preset: Preset | undefined, endpoint?: string): ModelChoice {
  return newChoice({
    kind: 'hub',
    repository: preset?.repo ?? '',
    file: preset?.files[0] ?? null,
    ...(endpoint !== undefined && { endpoint }),
  });
}

function pairOf(): readonly (Preset | undefined)[] {
  return LANGUAGE_PAIR.map((id) => PRESETS.find((preset) => preset.id === id));
}

/** Two names are the fewest that can be told apart. */
const FEWEST = 2;

/** Puts the Chinese names of the samples on show in place of the labels, with nothing English around them. */
export function useNameInChinese(): () => void {
  const samples = usePage((all) => all.samples);
  const pictures = usePage((all) => all.pictures);
  const setLabels = usePage((all) => all.setLabels);
  const setTemplates = usePage((all) => all.setTemplates);
  return () => {
    const shown = new Set(pictures.map(({ sample }) => sample));
    const names = samples.flatMap(({ file, zh }) => (shown.has(file) ? [zh] : []));
    setLabels(names.length < FEWEST ? FIRST_LABELS.zh : names);
    setTemplates(['{label}']);
  };
}
