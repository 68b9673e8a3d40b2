import type { KeptFile } from '../../engine/kept.ts';
import { usePage } from '../../store/StoreContext.tsx';
import { Button } from '../../ui/Button.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './storage.module.css';

/** The kept files, the one used last first: the last in the list are those to delete. */
export function KeptFiles({ files }: { readonly files: readonly KeptFile[] }) {
  const { t, date } = useWords();
  const nameOf = useNames();
  const forgetKept = usePage((all) => all.forgetKept);
  if (files.length === 0) return <p className={styles.note}>{t('storage.none')}</p>;
  const ordered = files.toSorted((a, b) => b.lastUsed - a.lastUsed);
  return (
    <div className={styles.tableBox}>
      <table className={styles.table} aria-label={t('storage.list')}>
        <thead>
          <tr>
            <th scope="col">{t('storage.file')}</th>
            <th scope="col">{t('storage.size')}</th>
            <th scope="col">{t('storage.last')}</th>
            <th aria-hidden="true" />
          </tr>
        </thead>
        <tbody>
          {ordered.map((file) => (
            <tr key={file.url}>
              <th scope="row">
                <bdi>{nameOf(file)}</bdi>
                <Facts file={file} />
              </th>
              <td>
                <Size file={file} />
              </td>
              <td>{date(new Date(file.lastUsed).toISOString())}</td>
              <td>
                {/* A file in use says so instead: deleting it would take the model's weights away. */}
                <Button
                  small
                  icon="trash"
                  iconOnly
                  disabled={file.inUse}
                  onClick={() => void forgetKept(file.url)}
                >
                  {t('storage.delete-file', { name: nameOf(file) })}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Facts({ file: { inUse, checked } }: { readonly file: KeptFile }) {
  const { t } = useWords();
  const facts = [inUse && t('storage.in-use'), checked && t('storage.checked')].filter(Boolean);
  return facts.length > 0 && <span className={styles.facts}>{facts.join(', ')}</span>;
}

function Size({ file: { bytes, size, complete } }: { readonly file: KeptFile }) {
  const words = useWords();
  if (complete) return words.bytes(bytes);
  return size === null
    ? words.t('storage.part-only', { bytes: words.bytes(bytes) })
    : words.t('storage.part', { bytes: words.bytes(bytes), size: words.bytes(size) });
}

/** What a row is called: its place, and which weights were made of it. */
function useNames(): (file: KeptFile) => string {
  const { t } = useWords();
  return ({ url, prepared }) => {
    const name = placeOf(url);
    return prepared
      ? t(`storage.prepared-${prepared.tower}`, { name, precision: prepared.precision })
      : name;
  };
}

/** Host and path, without the words that every address of a hub has. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return decodeURI(host + pathname.replace(/\/resolve\/[^/]+\//, '/'));
}
