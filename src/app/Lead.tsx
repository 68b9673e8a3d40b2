import { leadOf } from '../store/selectors/lead.ts';
import { usePage } from '../store/StoreContext.tsx';
import { Button } from '../ui/Button.tsx';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Lead.module.css';

/** The one plain sentence over the page: what happened to the two files. */
export function Lead() {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  const closed = usePage((all) => all.leadClosed);
  const closeLead = usePage((all) => all.closeLead);
  const openLesson = usePage((all) => all.openLesson);
  const inLesson = usePage((all) => all.lesson !== null);
  const lead = leadOf(columns);
  // The lesson asks first what this sentence tells.
  if (closed || inLesson || !lead) return null;
  return (
    <section className={styles.lead} aria-label={t('lead.label')}>
      <p className={styles.text}>
        {lead.kind === 'pair' && (
          <>
            {t('lead.same')} <strong className={styles.whole}>{t('lead.whole')}</strong>{' '}
          </>
        )}
        <strong className={styles.broken}>
          {lead.kind === 'pair'
            ? t(`lead.${lead.how}`)
            : t(`lead.one-${lead.how}`, { number: lead.number })}
        </strong>{' '}
        {t('lead.means-nothing')}{' '}
        <button type="button" className={styles.how} onClick={() => void openLesson(1, true)}>
          {t('lead.how')}
        </button>
      </p>
      <Button look="quiet" small icon="close" iconOnly onClick={closeLead}>
        {t('lead.close')}
      </Button>
    </section>
  );
}
