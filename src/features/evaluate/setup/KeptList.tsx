import { usePage } from '../../../store/StoreContext.tsx';
import { Button } from '../../../ui/Button.tsx';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './setup.module.css';

/** Embeddings that earlier runs left in the browser's storage. */
export function KeptList() {
  const { t, bytes } = useWords();
  const kept = usePage((all) => all.keptEmbeddings);
  const forget = usePage((all) => all.forgetEmbeddings);
  if (kept.length === 0) return null;
  const sets = [...new Set(kept.map(({ identity }) => identity))];
  return (
    <section className={styles.part} aria-labelledby="evaluate-kept">
      <h3 id="evaluate-kept">{t('evaluate.kept')}</h3>
      <ul className={styles.kept}>
        {sets.map((identity) => {
          const towers = kept.filter((one) => one.identity === identity);
          const { title = '', pictures = 0 } = towers[0] ?? {};
          const done = Math.min(...towers.map((one) => one.done));
          const sum = towers.reduce((total, one) => total + one.bytes, 0);
          return (
            <li key={identity}>
              <span>{t('evaluate.kept.entry', { title, done, pictures, bytes: bytes(sum) })}</span>
              <Button
                small
                look="quiet"
                icon="trash"
                iconOnly
                onClick={() => void forget(identity)}
              >
                {t('evaluate.kept.delete', { title })}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
