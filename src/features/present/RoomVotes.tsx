import { countedVotes } from '../../store/selectors/votes.ts';
import { isRight } from '../../store/selectors/truth.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Picture } from '../../store/types.ts';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './room.module.css';

/** More would push the models' bars out of the window. */
const SHOWN = 4;

/** What the room guessed, as bars beside what the models say; nothing where nobody voted. */
export function RoomVotes({ picture }: { readonly picture: Picture }) {
  const { t, number } = useWords();
  const labels = usePage((all) => all.labels);
  const votes = usePage((all) => all.votes);
  const phones = usePage((all) => all.phoneVotes);
  const order = usePage((all) => all.barOrder);
  const total = countedVotes({ votes, phoneVotes: phones }, picture.id);
  const counted = labels
    .map((label) => ({ label, count: total.get(label.id) ?? 0 }))
    .filter(({ count }) => count > 0);
  if (counted.length === 0) return null;
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(...counted.map(({ count }) => count));
  const rows = order === 'labels' ? counted : counted.toSorted((a, b) => b.count - a.count);
  return (
    <section className={styles.room} aria-label={t('present.votes')}>
      <h2 className={styles.roomTitle}>{t('present.votes')}</h2>
      <ol className={styles.roomBars}>
        {rows.slice(0, SHOWN).map(({ label, count }) => (
          <li key={label.id} className={styles.roomBar} data-wins={count === most}>
            <span className={styles.roomLabel}>
              <span className={styles.mark} aria-hidden="true">
                {count === most ? markOf(picture, isRight(picture, label)) : ''}
              </span>
              <bdi>{label.text}</bdi>
            </span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.fill} style={{ width: `${(count / all) * 100}%` }} />
            </span>
            <span className={styles.number}>{number(count)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The same signs as beside the models' winners. */
function markOf(picture: Picture, right: boolean): string {
  if (picture.known.length === 0) return '▸';
  return right ? '✓' : '✗';
}
