import { usePage } from '../store/StoreContext.tsx';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Banner.module.css';

/** What stops the whole page, with the way on. */
export function Banner() {
  const { t } = useWords();
  const health = usePage((all) => all.health);
  const startAgain = usePage((all) => all.startAgain);
  if (health === 'alive') return null;
  return (
    <div className={styles.banner} role="alert">
      <p>{t('engine.dead')}</p>
      <Button look="main" onClick={() => void startAgain()}>
        {t('engine.restart')}
      </Button>
    </div>
  );
}
