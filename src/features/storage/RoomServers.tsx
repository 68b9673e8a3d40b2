import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './storage.module.css';

/** Servers from which links load at once, each with a way to forget it. */
export function RoomServers() {
  const { t } = useWords();
  const servers = usePage((all) => all.roomServers);
  const forget = usePage((all) => all.forgetServer);
  if (servers.length === 0) return null;
  return (
    <section aria-label={t('linked.servers')}>
      <p className={styles.note}>{t('linked.servers')}</p>
      {servers.map((origin) => (
        <div key={origin} className={styles.row}>
          <bdi>{origin}</bdi>
          <Button small onClick={() => forget(origin)}>
            {t('linked.forget', { name: origin })}
          </Button>
        </div>
      ))}
    </section>
  );
}
