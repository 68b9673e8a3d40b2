import { useState } from 'react';
import { PRESETS } from '../../core/hub/presets.ts';
import { wantedOf, type Wanted } from '../../store/link/wanted.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { CheckBox } from '../../ui/CheckBox.tsx';
import type { Words } from '../../words/translate.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './models.module.css';

/** What a link wants from other servers for a column. Nobody is asked before *Load it* is pressed. */
export function LinkQuestion({ column }: { readonly column: Column }) {
  const words = useWords();
  const { t } = words;
  const isPutOff = usePage((all) => all.putOff.has(column.id));
  const putOff = usePage((all) => all.putOffLinked);
  const load = usePage((all) => all.loadLinked);
  const [always, setAlways] = useState(false);
  const wanted = wantedOf(column.source);
  const hosts = [...new Set(wanted.map(({ host }) => host))].join(', ');
  return (
    <div className={isPutOff ? styles.off : styles.question}>
      {wanted.map((one) => (
        <p key={`${one.origin} ${one.name}`}>
          {t(isPutOff ? 'linked.off' : 'linked.wants', {
            name: one.name,
            host: one.host,
            size: sizeOf(words, one),
          })}
        </p>
      ))}
      {!isPutOff && (
        <>
          <p>{t('linked.note')}</p>
          <CheckBox
            label={t('linked.always', { host: hosts })}
            checked={always}
            onChange={setAlways}
          />
        </>
      )}
      <div>
        <Button
          small
          look={isPutOff ? 'plain' : 'main'}
          onClick={() => void load(column.id, always ? wanted.map(({ origin }) => origin) : [])}
        >
          {t('linked.load')}
        </Button>{' '}
        {!isPutOff && (
          <Button small onClick={() => putOff(column.id)}>
            {t('linked.later')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Only what the page knows by itself: asking the server for it would be a request. */
function sizeOf({ t, bytes }: Words, { source }: Wanted): string {
  const preset =
    source.kind === 'hub' &&
    PRESETS.find(
      ({ repo, files }) =>
        repo === source.repository && (source.file === null || source.file === files[0]),
    );
  return preset ? bytes(preset.bytes) : t('linked.size-unknown');
}
