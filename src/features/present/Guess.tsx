import { useState, type KeyboardEvent } from 'react';
import { MOST_VOTES } from '../../store/slices/votes.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { Button } from '../../ui/Button.tsx';
import { FoldButtons, FOLDED } from '../../ui/FoldButtons.tsx';
import { NumberInput } from '../../ui/NumberInput.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './guess.module.css';

/** As many labels have a key of their own. */
const KEYS = 9;

/**
 * The room votes: a press or a number key is a vote more, and a show of hands is typed as a number. A long list is folded,
 * but what has votes stays in it.
 */
export function Guess({ picture }: { readonly picture: Picture }) {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const votes = usePage((all) => all.votes.get(picture.id));
  const vote = usePage((all) => all.vote);
  const addVote = usePage((all) => all.addVote);
  const reveal = usePage((all) => all.reveal);
  const [most, setMost] = useState(FOLDED);
  const shown = labels.filter(({ id }, index) => index < most || votes?.get(id));
  return (
    <section className={styles.guess} aria-label={t('present.guess')}>
      <ol className={styles.votes}>
        {shown.map(({ id, text }, index) => (
          <li key={id} className={styles.vote}>
            <button
              type="button"
              className={styles.target}
              aria-label={t('present.one-more', { label: text })}
              onClick={() => addVote(picture.id, id)}
            >
              {index < KEYS && <kbd className={styles.key}>{index + 1}</kbd>}
              <bdi>{text}</bdi>
            </button>
            <NumberInput
              label={t('present.vote', { label: text })}
              place="unseen"
              look="bare"
              inputMode="numeric"
              min={0}
              max={MOST_VOTES}
              placeholder="0"
              value={votes?.get(id) || null}
              onKeyDown={onKeyDown}
              onChange={(count) => vote(picture.id, id, count)}
              onEmpty={() => vote(picture.id, id, 0)}
            />
          </li>
        ))}
      </ol>
      <div className={styles.reveal}>
        <Button look="main" icon="eye" onClick={() => reveal(picture.id)}>
          {t('present.reveal')}
        </Button>
        <FoldButtons count={labels.length} most={most} onMost={setMost} />
      </div>
    </section>
  );
}

/** Enter goes on to the next field and after the last to the button, without pressing it; Escape leaves the field. */
function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
  const { currentTarget: field, key } = event;
  if (key === 'Escape') field.blur();
  else if (key === 'Enter') {
    const section = field.closest('section');
    const stops = [...(section?.querySelectorAll<HTMLElement>('input, div > button') ?? [])];
    stops[stops.indexOf(field) + 1]?.focus();
  } else return;
  event.preventDefault();
}
