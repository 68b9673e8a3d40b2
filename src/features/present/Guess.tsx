import type { KeyboardEvent } from 'react';
import { MOST_VOTES } from '../../store/slices/votes.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './present.module.css';

/** The room votes by a show of hands: a number for every label, typed one after the other. */
export function Guess({ picture }: { readonly picture: Picture }) {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const votes = usePage((all) => all.votes.get(picture.id));
  const vote = usePage((all) => all.vote);
  const reveal = usePage((all) => all.reveal);
  return (
    <section className={styles.guess} aria-label={t('present.guess')}>
      <h2 className={styles.ask}>{t('present.guess')}</h2>
      <div className={styles.votes}>
        {labels.map(({ id, text }) => (
          <label key={id} className={styles.vote}>
            <bdi>{text}</bdi>
            <input
              className={styles.count}
              type="number"
              inputMode="numeric"
              min={0}
              max={MOST_VOTES}
              placeholder="0"
              aria-label={t('present.vote', { label: text })}
              value={votes?.get(id) || ''}
              onKeyDown={onKeyDown}
              onChange={({ target }) => vote(picture.id, id, target.valueAsNumber)}
            />
          </label>
        ))}
      </div>
      <div className={styles.reveal}>
        <Button look="main" icon="eye" onClick={() => reveal(picture.id)}>
          {t('present.reveal')}
        </Button>
      </div>
    </section>
  );
}

/** Enter goes on to the next field and after the last to the button, without pressing it; Escape leaves the field. */
function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
  const { currentTarget: field, key } = event;
  if (key === 'Escape') field.blur();
  else if (key === 'Enter') {
    const stops = [...(field.closest('section')?.querySelectorAll('input, button') ?? [])];
    const next = stops[stops.indexOf(field) + 1];
    if (next instanceof HTMLElement) next.focus();
  } else return;
  event.preventDefault();
}
