import { Select } from '../../ui/Select.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useEffect } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import type { FieldsProps } from './source-draft.ts';

/** A file by its address, or one of those that lie beside the page. */
export function AddressFields({ draft, onChange }: FieldsProps) {
  const { t, bytes } = useWords();
  const ownModels = usePage((all) => all.ownModels);
  const readOwnModels = usePage((all) => all.readOwnModels);
  useEffect(() => void readOwnModels(), [readOwnModels]);
  return (
    <>
      {ownModels.length > 0 && (
        <Select
          label={t('model.own')}
          value={ownModels.find(({ url }) => url === draft.url)?.url ?? ''}
          options={[
            { value: '', text: t('model.own-none') },
            ...ownModels.map(({ url, name, size }) => ({
              value: url,
              text: t('model.size', { name, size: bytes(size) }),
            })),
          ]}
          onChange={(url) => onChange({ ...draft, url })}
        />
      )}
      <TextInput
        label={t('model.url')}
        notes={[t('model.url-help')]}
        inputMode="url"
        value={draft.url}
        placeholder="https://"
        onChange={(url) => onChange({ ...draft, url })}
      />
    </>
  );
}
