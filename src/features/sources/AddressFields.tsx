import { useEffect } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { FieldsProps } from './source-draft.ts';
import styles from './sources.module.css';

/** A file by its address, or one of those that lie beside the page. */
export function AddressFields({ draft, onChange }: FieldsProps) {
  const { t, bytes } = useWords();
  const ownModels = usePage((all) => all.ownModels);
  const readOwnModels = usePage((all) => all.readOwnModels);
  useEffect(() => void readOwnModels(), [readOwnModels]);
  return (
    <>
      {ownModels.length > 0 && (
        <label className={styles.field}>
          {t('model.own')}
          <select
            value={ownModels.find(({ url }) => url === draft.url)?.url ?? ''}
            onChange={(event) => onChange({ ...draft, url: event.target.value })}
          >
            <option value="">{t('model.own-none')}</option>
            {ownModels.map(({ url, name, size }) => (
              <option key={url} value={url}>
                {t('model.size', { name, size: bytes(size) })}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={styles.field}>
        {t('model.url')}
        <input
          inputMode="url"
          value={draft.url}
          placeholder="https://"
          onChange={(event) => onChange({ ...draft, url: event.target.value })}
        />
        <span>{t('model.url-help')}</span>
      </label>
    </>
  );
}
