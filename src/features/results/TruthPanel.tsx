import { useRef, useState, type FormEvent } from 'react';
import { guessTruth } from '../../store/pictures/guess-truth.ts';
import { isRight } from '../../store/selectors/truth.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { closePopover } from '../../ui/Popover.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './truth.module.css';

/** Labels that are offered at once; typing finds the others. */
const OFFERED = 24;

/** Says what is in a picture: by choosing a label, or by typing what is none yet. */
export function TruthPanel({ picture }: { readonly picture: Picture }) {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const sayTruth = usePage((all) => all.sayTruth);
  const [text, setText] = useState('');
  const form = useRef<HTMLFormElement>(null);
  const say = (truth: string | null): void => {
    sayTruth(picture.id, truth);
    if (form.current) closePopover(form.current);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() !== '') say(text);
  };
  const guess = guessTruth(picture, labels);
  const typed = text.trim().toLowerCase();
  const offered = labels.filter((label) => label.text.toLowerCase().includes(typed));
  return (
    <form ref={form} className={styles.panel} onSubmit={submit}>
      <TextInput
        label={t('truth.field')}
        look="large"
        value={text}
        placeholder={t('truth.placeholder')}
        autoComplete="off"
        enterKeyHint="done"
        // The press that opened the panel was meant for this field.
        ref={(element) => element?.focus({ preventScroll: true })}
        onChange={setText}
      />
      {guess !== null && (
        <Button look="main" onClick={() => say(guess)}>
          {t('truth.guess', { label: guess })}
        </Button>
      )}
      <div className={styles.labels}>
        {offered.slice(0, OFFERED).map((label) => (
          <Button
            key={label.id}
            small
            aria-pressed={isRight(picture, label)}
            onClick={() => say(label.text)}
          >
            <bdi>{label.text}</bdi>
          </Button>
        ))}
        {picture.known.length > 0 && (
          <Button small look="quiet" onClick={() => say(null)}>
            {t('truth.unsay')}
          </Button>
        )}
      </div>
      <p className={styles.note}>{t('truth.note')}</p>
    </form>
  );
}
