import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './guide.module.css';

const SENTENCES = ['what', 'random', 'cosine', 'probability', 'chance', 'hatch'] as const;
const KEYS = [
  ['?', 'help'],
  ['L', 'label'],
  ['P', 'present'],
  ['R', 'roll'],
  ['G', 'guess'],
  ['Ctrl Z', 'undo'],
] as const;

/** The page's words explained, and its keys. */
export function HelpDialog() {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  return (
    <Dialog title={t('help.open')} closeText={t('close')} onClose={close}>
      {SENTENCES.map((name) => (
        <p key={name} className={styles.text}>
          {t(`help.${name}`)}
        </p>
      ))}
      <h3 className={styles.title}>{t('help.keys')}</h3>
      <dl className={styles.keys}>
        {KEYS.map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`help.key.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.text}>
        {/* The build writes this file: scripts/support/third-party-notices.ts. */}
        <a href="./THIRD-PARTY-NOTICES.txt" target="_blank" rel="noreferrer">
          {t('help.notices')}
        </a>
      </p>
    </Dialog>
  );
}
