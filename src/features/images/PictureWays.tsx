import { useRef, useState, type FormEvent } from 'react';
import { labelledGuesses } from '../../store/pictures/guess-truth.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './images.module.css';

interface Props {
  /** Small signs in place of words, and no samples. */
  readonly compact: boolean;
}

/** The ways to bring pictures in that one uses most. */
export function PictureWays({ compact }: Props) {
  const { t } = useWords();
  const files = useRef<HTMLInputElement>(null);
  const addGiven = usePage((all) => all.addGiven);
  const open = usePage((all) => all.open);
  // On a phone the camera is at hand, and files are not.
  const coarse = window.matchMedia('(pointer: coarse)').matches;
  const camera = (
    <Button
      icon="camera"
      iconOnly={compact}
      look={coarse ? 'main' : 'plain'}
      onClick={() => open({ kind: 'camera' })}
    >
      {t('pictures.camera')}
    </Button>
  );
  return (
    <>
      {coarse && camera}
      <Button
        icon="picture"
        iconOnly={compact}
        look={coarse ? 'plain' : 'main'}
        onClick={() => files.current?.click()}
      >
        {t('pictures.add')}
      </Button>
      {!coarse && camera}
      {!compact && <SamplesButton />}
      <input
        ref={files}
        type="file"
        multiple
        accept="image/*"
        hidden
        aria-label={t('pictures.files')}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          void addGiven(chosen.map((file) => ({ path: file.name, file })));
          event.target.value = '';
        }}
      />
    </>
  );
}

/** Opens the shelf of samples. */
export function SamplesButton() {
  const { t } = useWords();
  const open = usePage((all) => all.open);
  return (
    <Button icon="shelf" onClick={() => open({ kind: 'samples' })}>
      {t('pictures.samples')}
    </Button>
  );
}

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
      <input
        className={styles.field}
        value={url}
        inputMode="url"
        aria-label={t('pictures.url')}
        placeholder={t('pictures.url-placeholder')}
        onChange={(event) => setUrl(event.target.value)}
      />
      <Button type="submit" icon="link" iconOnly>
        {t('pictures.fetch')}
      </Button>
    </form>
  );
}
