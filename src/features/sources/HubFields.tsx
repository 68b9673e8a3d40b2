import { listedPath, type Loadable, offers } from '../../core/hub/hub-listing.ts';
import { PRESET_FACTS, type PresetFacts } from '../../core/hub/preset-facts.ts';
import { type Preset, PRESETS } from '../../core/hub/presets.ts';
import { DEFAULT_ENDPOINT } from '../../engine/hub-endpoint.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { RadioList } from '../../ui/RadioList.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { endpointOf } from './source-draft.ts';
import type { FieldsProps } from './source-draft.ts';
import styles from './sources.module.css';

/** As the field writes them. */
const ACTIVATIONS = { quickgelu: 'QuickGELU', gelu: 'GELU', 'gelu-tanh': 'GELU (tanh)' } as const;

/** A repository by name, address or from the table of known ones, and which of its files. */
export function HubFields({ draft, onChange }: FieldsProps) {
  const { t } = useWords();
  const listRepository = usePage((all) => all.listRepository);
  return (
    <>
      <PresetField draft={draft} onChange={onChange} />
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.repository.trim() !== '')
            void listRepository(draft.repository.trim(), endpointOf(draft));
        }}
      >
        <TextInput
          label={t('model.repository')}
          value={draft.repository}
          placeholder="owner/name"
          onChange={(repository) => onChange({ ...draft, repository, file: null })}
        />
        <Button type="submit">{t('model.list')}</Button>
      </form>
      <TextInput
        label={t('model.endpoint')}
        notes={[t('model.endpoint-help'), t('model.endpoint-mirror')]}
        inputMode="url"
        value={draft.endpoint}
        placeholder={DEFAULT_ENDPOINT}
        onChange={(endpoint) => onChange({ ...draft, endpoint })}
      />
      <Listing draft={draft} onChange={onChange} />
    </>
  );
}

/** The table of known repositories. */
function PresetField({ draft, onChange }: FieldsProps) {
  const words = useWords();
  const { t } = words;
  const preset = PRESETS.find(
    ({ repo, files }) => repo === draft.repository && files[0] === draft.file,
  );
  return (
    <Select
      label={t('model.preset')}
      notes={preset ? factsOf(words, preset) : []}
      value={preset?.id ?? ''}
      options={[
        { value: '', text: t('model.preset-none') },
        ...PRESETS.map(({ id, name, bytes }) => ({
          value: id,
          text: t('model.size', { name, size: words.bytes(bytes) }),
        })),
      ]}
      onChange={(chosen) => {
        const found = PRESETS.find(({ id }) => id === chosen);
        onChange({ ...draft, repository: found?.repo ?? '', file: found?.files[0] ?? null });
      }}
    />
  );
}

/** What a repository holds, once it was asked. */
function Listing({ draft, onChange }: FieldsProps) {
  const words = useWords();
  const { t } = words;
  const repository = usePage((all) => all.repository);
  return (
    <div role="status">
      {repository.kind === 'listing' &&
        (repository.pause === null
          ? t('model.listing')
          : t('load.server', { count: repository.pause }))}
      {repository.kind === 'failed' && (
        <p className={styles.problem}>{errorSentence(words, repository.error)}</p>
      )}
      {repository.kind === 'listed' && (
        <Loadables
          all={repository.listing.loadables}
          file={draft.file === null ? null : listedPath(repository.listing.files, draft.file)}
          onChoose={(file) => onChange({ ...draft, file })}
        />
      )}
    </div>
  );
}

/** What is known of one of the table: what it is good for, size, languages, accuracy, licence. */
function factsOf(words: Words, preset: Preset): readonly string[] {
  const { t, bytes } = words;
  const { id, licence, activation, revision } = preset;
  const facts = PRESET_FACTS[id];
  const known = facts
    ? [
        t(`preset.good.${facts.goodFor}`),
        accuracyOf(words, facts.imagenet),
        t(`preset.languages.${facts.languages}`),
        t('preset.sizes', {
          sizes: Object.entries(facts.sizes)
            .map(([precision, size]) => t('preset.size', { precision, size: bytes(size) }))
            .join(' · '),
        }),
      ]
    : [];
  return [
    ...known,
    t('model.licence', { licence }),
    t('model.preset-facts', { activation: ACTIVATIONS[activation], revision }),
  ];
}

function accuracyOf({ t, percent }: Words, imagenet: PresetFacts['imagenet']): string {
  const { source, rounded } = imagenet;
  const values = { share: percent(imagenet.share, 1), source };
  return rounded ? t('preset.accuracy-rounded', values) : t('preset.accuracy', values);
}

interface LoadablesProps {
  readonly all: readonly Loadable[];
  readonly file: string | null;
  readonly onChoose: (file: string) => void;
}

function Loadables({ all, file, onChoose }: LoadablesProps) {
  const words = useWords();
  const { t, bytes } = words;
  if (all.length === 0) return <p className={styles.problem}>{t('model.loadable-none')}</p>;
  return (
    <RadioList
      legend={t('model.loadable')}
      value={file}
      options={offers(all).map(({ item, saves }) => {
        const path = item.kind === 'onnx' ? item.image : item.path;
        return {
          value: path,
          text: t('model.size', { name: path, size: bytes(item.bytes) }),
          note: [kindOf(words, item), saves > 0 && t('loadable.saves', { bytes: bytes(saves) })]
            .filter(Boolean)
            .join(', '),
        };
      })}
      onChange={onChoose}
    />
  );
}

/** As what it can be loaded. */
function kindOf({ t }: Words, item: Loadable): string {
  if (item.kind === 'sharded') return t('loadable.sharded', { count: item.shards.length });
  if (item.kind === 'onnx') return t('loadable.onnx', { precision: item.precision || 'fp32' });
  return t(`loadable.${item.kind}`);
}
