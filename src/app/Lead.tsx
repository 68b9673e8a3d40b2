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
  const open = usePage((all) => all.open);
  const lead = leadOf(columns);
  if (closed || !lead) return null;
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
        <button
          type="button"
          className={styles.how}
          onClick={() => open({ kind: 'report', column: lead.column })}
        >
          {t('lead.how')}
        </button>
      </p>
      <Button look="quiet" small icon="close" iconOnly onClick={closeLead}>
        {t('lead.close')}
      </Button>
    </section>
  );
}
