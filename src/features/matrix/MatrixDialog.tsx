import { dot } from '../../core/scoring/vectors.ts';
import { classesOf } from '../../store/selectors/scores.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column } from '../../store/types.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './matrix.module.css';

/** More would be unreadable, and a table of a million cells. */
const MOST = 24;

/** Label against label: the cosines of each column's class vectors, side by side. */
export function MatrixDialog() {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  const count = usePage((all) => all.labels.length);
  const close = usePage((all) => all.close);
  return (
    <Dialog wide title={t('matrix.open')} closeText={t('close')} onClose={close}>
      <p className={styles.note}>{count < 2 ? t('matrix.empty') : t('matrix.note')}</p>
      {count > MOST && <p className={styles.note}>{t('matrix.cut', { count: MOST })}</p>}
      {count > 1 && (
        <div className={styles.sides}>
          {columns.map((column, index) => (
            <Matrix key={column.id} column={column} index={index} />
          ))}
        </div>
      )}
    </Dialog>
  );
}

function Matrix({ column, index }: { readonly column: Column; readonly index: number }) {
  const { t, number } = useWords();
  const labels = usePage((all) => all.labels);
  const templates = usePage((all) => all.templates);
  const vectors = usePage((all) => all.vectors);
  const model = modelOf(column);
  if (!model) return null;
  const classes = classesOf({ labels, templates, vectors }, model);
  const rows = classes.vectors.slice(0, MOST);
  const cells = rows.map((a) => rows.map((b) => dot(a, b)));
  const others = cells.flatMap((row, i) => row.filter((_, j) => j !== i));
  const low = Math.min(...others);
  const high = Math.max(...others);
  const mean = others.reduce((sum, value) => sum + value, 0) / Math.max(others.length, 1);
  return (
    // The table scrolls sideways on narrow screens, also by keyboard.
    <div
      className={styles.side}
      role="region"
      tabIndex={0}
      aria-label={`${t('matrix.open')}, ${t('column.number', { number: index + 1 })}`}
    >
      <h3>
        {t('column.said', {
          name: t('column.number', { number: index + 1 }),
          text: t(`verdict.${model.report.verdict.kind}`),
        })}
      </h3>
      <p className={styles.note}>
        {t('matrix.range', { low: number(low, 3), mean: number(mean, 3) })}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <td />
            {rows.map((_, j) => (
              <th key={classes.labels[j]?.id} scope="col">
                <bdi>{classes.labels[j]?.text}</bdi>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cells.map((row, i) => (
            <tr key={classes.labels[i]?.id}>
              <th scope="row">
                <bdi>{classes.labels[i]?.text}</bdi>
              </th>
              {row.map((value, j) => {
                const share = i === j ? 0 : (value - low) / (high - low || 1);
                const mix = `color-mix(in oklab, var(--trained) ${Math.round(share * 35)}%, var(--surface))`;
                return (
                  <td key={classes.labels[j]?.id} data-self={i === j} style={{ background: mix }}>
                    {number(value, 2)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
