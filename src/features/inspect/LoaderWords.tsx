import {
  type LoaderAccount,
  loaderAccounts,
} from '../../core/checkpoint/loaders/loader-accounts.ts';
import type { LoadReport } from '../../core/checkpoint/load-report.ts';
import { useWords } from '../../words/WordsContext.tsx';
import { loaderSentence } from './loader-words.ts';
import styles from './loaders.module.css';
import { verdictSentence } from './report-words.ts';

/** The same load in the words of each loader, this page's own first. */
export function LoaderWords({ report }: { readonly report: LoadReport }) {
  const words = useWords();
  const { t } = words;
  return (
    <div className={styles.loaders}>
      <p className={styles.lead}>{t('loaders.lead')}</p>
      <article className={styles.loader} aria-label={t('loader.page')}>
        <h3>{t('loader.page')}</h3>
        <p>
          {verdictSentence(words, report)} {t('says.page')}
        </p>
      </article>
      {loaderAccounts(report).map((account) => (
        <Loader key={account.loader} account={account} parameters={report.parameters.length} />
      ))}
    </div>
  );
}

interface LoaderProps {
  readonly account: LoaderAccount;
  readonly parameters: number;
}

function Loader({ account, parameters }: LoaderProps) {
  const words = useWords();
  const { t } = words;
  const { call, check, loader, outcome, printed, source } = account;
  return (
    <article className={styles.loader} data-outcome={outcome} aria-label={t(`loader.${loader}`)}>
      <h3>
        {t(`loader.${loader}`)} <span className={styles.outcome}>{t(`outcome.${outcome}`)}</span>
      </h3>
      <p>{loaderSentence(words, account, parameters)}</p>
      <h4>{t('loaders.call')}</h4>
      <code className={styles.call}>{call}</code>
      <h4>{t('loaders.printed')}</h4>
      {printed.length === 0 ? (
        <p>{t('loaders.nothing')}</p>
      ) : (
        <ul className={styles.printed}>
          {printed.map(({ level, text }) => (
            <li key={text} data-level={level}>
              <code>
                {level.toUpperCase()} {text}
              </code>
            </li>
          ))}
        </ul>
      )}
      {loader !== 'strict' && printed.some(({ level }) => level === 'info') && (
        <p className={styles.source}>{t('loaders.hidden')}</p>
      )}
      <Names label={t('loaders.missing', { count: check.missing.length })} names={check.missing} />
      <Names
        label={t('loaders.unexpected', { count: check.unexpected.length })}
        names={check.unexpected}
      />
      <p className={styles.source}>{t('loaders.source', { ...source })}</p>
    </article>
  );
}

function Names({ label, names }: { readonly label: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <details>
      <summary>{label}</summary>
      <code className={styles.names}>{names.join(', ')}</code>
    </details>
  );
}
