import changelog from '../../../CHANGELOG.md?raw';
import { version } from '../../../package.json';
import { usePage } from '../../store/StoreContext.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './guide.module.css';
import { piecesOf, readChangelog } from './read-changelog.ts';

/** Which page this is, and what has changed in it. The list is the project's own, which is written in English. */
export function VersionDialog({ build }: { readonly build: string }) {
  const { t } = useWords();
  const close = usePage((all) => all.close);
  return (
    <Dialog title={t('version.open')} closeText={t('close')} onClose={close}>
      <p className={styles.text}>
        {t('version.now', { version })} {build !== '' && t('version.build', { build })}
      </p>
      <div className={styles.changes} lang="en">
        {readChangelog(changelog).map(({ title, groups }) => (
          <details key={title} open>
            <summary>{title}</summary>
            {groups.map((group) => (
              <section key={group.title}>
                <h3 className={styles.title}>{group.title}</h3>
                <ul>
                  {group.changes.map((change) => (
                    <li key={change}>
                      <Change text={change} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </details>
        ))}
      </div>
    </Dialog>
  );
}

function Change({ text }: { readonly text: string }) {
  return piecesOf(text).map(({ at, code, text: words }) =>
    code ? <code key={at}>{words}</code> : words,
  );
}
