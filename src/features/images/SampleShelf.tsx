import { useState } from 'react';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './images.module.css';

/** The shelf of sample pictures, searched by name in both languages. */
export function SampleShelf() {
  const { t, language } = useWords();
  const [search, setSearch] = useState('');
  const samples = usePage((all) => all.samples);
  const pictures = usePage((all) => all.pictures);
  const addSamples = usePage((all) => all.addSamples);
  const removePicture = usePage((all) => all.removePicture);
  const open = usePage((all) => all.open);
  const close = usePage((all) => all.close);
  const wanted = search.trim().toLowerCase();
  const found = samples.filter(
    ({ en, zh }) => en.toLowerCase().includes(wanted) || zh.includes(wanted),
  );
  const here = new Map(pictures.map(({ sample, id }) => [sample, id]));
  return (
    <Dialog wide title={t('samples.title')} closeText={t('close')} onClose={close}>
      <TextInput
        type="search"
        label={t('samples.search')}
        place="unseen"
        value={search}
        placeholder={t('samples.search')}
        onChange={setSearch}
      />
      <div className={styles.row}>
        <Button small onClick={() => open({ kind: 'hard-questions' })}>
          {t('hard.title')}
        </Button>
        <span className={styles.note}>{t('hard.hint')}</span>
      </div>
      <p className={styles.note} role="note">
        {found.length === 0 ? t('samples.none') : t('samples.credit')}
      </p>
      <ul className={styles.shelf}>
        {found.map((sample) => {
          const id = here.get(sample.file);
          return (
            <li key={sample.file}>
              <button
                type="button"
                className={styles.sample}
                aria-pressed={id !== undefined}
                onClick={() => (id === undefined ? addSamples([sample]) : removePicture(id))}
              >
                <img
                  src={`${import.meta.env.BASE_URL}samples/${sample.file}`}
                  alt=""
                  width="56"
                  height="56"
                  loading="lazy"
                />
                {sample[language]}
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
