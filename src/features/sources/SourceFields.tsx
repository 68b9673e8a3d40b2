import { AddressFields } from './AddressFields.tsx';
import { HubFields } from './HubFields.tsx';
import type { FieldsProps } from './source-draft.ts';
import { FileChooser } from '../../ui/FileChooser.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useWords } from '../../words/WordsContext.tsx';

import styles from './sources.module.css';

/** The fields that belong to the chosen kind of source. */
export function SourceFields({ draft, onChange }: FieldsProps) {
  const { t } = useWords();
  if (draft.kind === 'disk') return <DiskFields draft={draft} onChange={onChange} />;
  if (draft.kind === 'hub') return <HubFields draft={draft} onChange={onChange} />;
  if (draft.kind === 'address') return <AddressFields draft={draft} onChange={onChange} />;
  return (
    <Segmented
      label={t('model.file')}
      value={draft.builtIn}
      options={(['complete', 'vision-only'] as const).map((file) => ({
        value: file,
        text: t(`model.file.${file}`),
      }))}
      onChange={(builtIn) => onChange({ ...draft, builtIn })}
    />
  );
}

function DiskFields({ draft, onChange }: FieldsProps) {
  const { t } = useWords();
  const names = draft.files.map(({ name }) => name).join(', ');
  return (
    <div className={styles.disk}>
      <div>
        <FileChooser
          icon="list"
          text={t('model.choose-files')}
          multiple
          accept=".safetensors,.json,.bin,.pt,.pth,.onnx"
          onChoose={(files) => onChange({ ...draft, files })}
        />
      </div>
      <p className={styles.chosen}>
        {names ? t('model.files-chosen', { names }) : t('model.files-none')}
      </p>
      <span>{t('model.files-help')}</span>
    </div>
  );
}
