import { usePage } from '../../store/StoreContext.tsx';
import { currentBallot } from '../../store/votes/current-ballot.ts';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './votes.module.css';

/** More sentences would fill the slide. */
const SHOWN = 3;

/** How many phones are counted, and a sentence for each of the last codes that is none. */
export function PhoneCount() {
  const { t } = useWords();
  const labels = usePage((all) => all.labels);
  const pictures = usePage((all) => all.pictures);
  const votes = usePage((all) => all.phoneVotes);
  const clear = usePage((all) => all.clearPhoneVotes);
  if (!votes || votes.ballot !== currentBallot({ labels, pictures })?.id) return null;
  const more = votes.bad.length - SHOWN;
  return (
    <div className={styles.count}>
      <p role="log">
        <strong>{t('votes.counted', { count: votes.voters.size })}</strong>
      </p>
      {votes.bad.length > 0 && (
        <div role="alert">
          <ul className={styles.bad}>
            {votes.bad.slice(0, SHOWN).map(({ text, fault }) => (
              <li key={`${text} ${fault}`}>{t(`votes.fault.${fault}`, { text })}</li>
            ))}
            {more > 0 && <li>{t('votes.more-bad', { count: more })}</li>}
          </ul>
        </div>
      )}
      {votes.voters.size > 0 && <Button onClick={clear}>{t('votes.clear')}</Button>}
    </div>
  );
}
