import { listedPath, type Loadable } from '../../core/hub/hub-listing.ts';
import { PRESETS } from '../../core/hub/presets.ts';
import { DEFAULT_ENDPOINT } from '../../engine/hub-endpoint.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { errorSentence } from '../../words/error-sentence.ts';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { endpointOf } from './source-draft.ts';
import type { FieldsProps } from './source-draft.ts';
import styles from './sources.module.css';

/** As the field writes them. */
const ACTIVATIONS = { quickgelu: 'QuickGELU', gelu: 'GELU' } as const;

/** A repository by name, address or from the table of known ones, and which of its files. */
export function HubFields({ draft, onChange }: FieldsProps) {
  const words = useWords();
  const { t } = words;
  const repository = usePage((all) => all.repository);
  const listRepository = usePage((all) => all.listRepository);
  const preset = PRESETS.find(
    ({ repo, files }) => repo === draft.repository && files[0] === draft.file,
  );
  return (
    <>
      <label className={styles.field}>
        {t('model.preset')}
        <select
          value={preset?.id ?? ''}
          onChange={(event) => {
            const found = PRESETS.find(({ id }) => id === event.target.value);
            onChange({ ...draft, repository: found?.repo ?? '', file: found?.files[0] ?? null });
          }}
        >
          <option value="">{t('model.preset-none')}</option>
          {PRESETS.map(({ id, name, bytes }) => (
            <option key={id} value={id}>
              {t('model.size', { name, size: words.bytes(bytes) })}
            </option>
          ))}
        </select>
        {preset && (
          <>
            <span>{t('model.licence', { licence: preset.licence })}</span>
            <span>
              {t('model.preset-facts', {
                activation: ACTIVATIONS[preset.activation],
                revision: preset.revision,
              })}
            </span>
          </>
        )}
      </label>
      <form
        className={styles.ask}
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.repository.trim() !== '')
            void listRepository(draft.repository.trim(), endpointOf(draft));
        }}
      >
        <label className={styles.field}>
          {t('model.repository')}
          <input
            value={draft.repository}
            placeholder="owner/name"
            onChange={(event) => onChange({ ...draft, repository: event.target.value, file: null })}
          />
        </label>
        <Button type="submit">{t('model.list')}</Button>
      </form>
      <label className={styles.field}>
        {t('model.endpoint')}
        <input
          inputMode="url"
          value={draft.endpoint}
          placeholder={DEFAULT_ENDPOINT}
          onChange={(event) => onChange({ ...draft, endpoint: event.target.value })}
        />
        <span>{t('model.endpoint-help')}</span>
        <span>{t('model.endpoint-mirror')}</span>
      </label>
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
    </>
  );
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
    <fieldset className={styles.loadables}>
      <legend>{t('model.loadable')}</legend>
      {all.map((item) => {
        const path = item.kind === 'onnx' ? item.image : item.path;
        return (
          <label key={path}>
            <input
              type="radio"
              name="loadable"
              checked={file === path}
              onChange={() => onChoose(path)}
            />
            <span>
              {t('model.size', { name: path, size: bytes(item.bytes) })}
              <span className={styles.kind}>{kindOf(words, item)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

/** As what it can be loaded. */
function kindOf({ t }: Words, item: Loadable): string {
  if (item.kind === 'sharded') return t('loadable.sharded', { count: item.shards.length });
  if (item.kind === 'onnx') return t('loadable.onnx', { precision: item.precision || 'fp32' });
  return t(`loadable.${item.kind}`);
}
