import { useState, type FormEvent } from 'react';
import { labelledGuesses } from '../../store/pictures/guess-truth.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './images.module.css';

/** The rarer ways, and what concerns all pictures. */
export function PictureMenu() {
  const { t } = useWords();
  const count = usePage((all) => all.pictures.length);
  const clearPictures = usePage((all) => all.clearPictures);
  const guesses = usePage((all) => labelledGuesses(all).size);
  const takeGuesses = usePage((all) => all.takeGuesses);
  const coarse = window.matchMedia('(pointer: coarse)').matches;
  return (
    <Panel title={t('pictures.title', { count })}>
      <UrlForm />
      {guesses > 0 && (
        <Button icon="check" onClick={takeGuesses}>
          {t('truth.take', { count: guesses })}
        </Button>
      )}
      <Button icon="trash" disabled={count === 0} onClick={clearPictures}>
        {t('pictures.clear')}
      </Button>
      <p className={styles.note}>{t(coarse ? 'pictures.private-touch' : 'pictures.private')}</p>
    </Panel>
  );
}

function UrlForm() {
  const { t } = useWords();
  const [url, setUrl] = useState('');
  const addUrl = usePage((all) => all.addUrl);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (url.trim() === '') return;
    void addUrl(url.trim());
    setUrl('');
  };
  return (
    <form className={styles.url} onSubmit={submit}>
      <TextInput
        label={t('pictures.url')}
        place="unseen"
        inputMode="url"
        value={url}
        placeholder={t('pictures.url-placeholder')}
        onChange={setUrl}
      />
      <Button type="submit" icon="link" iconOnly>
        {t('pictures.fetch')}
      </Button>
    </form>
  );
}
