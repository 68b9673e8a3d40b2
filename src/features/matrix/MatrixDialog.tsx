import { dot } from '../../core/scoring/vectors.ts';
import { classesOf } from '../../store/selectors/scores.ts';
import { halfState } from '../../store/selectors/halves.ts';
import type { State } from '../../store/state.ts';
import { titleKey } from '../../store/columns/is-repaired.ts';
import { modelOf } from '../../store/columns/column-model.ts';
import { usePage } from '../../store/StoreContext.tsx';
import type { Column, Label } from '../../store/types.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useWords } from '../../words/WordsContext.tsx';
import styles from './matrix.module.css';

/** More would be unreadable, and a table of a million cells. */
const MOST = 24;

/** Label against label: the cosines of each column's class vectors, side by side. */
export function MatrixDialog() {
  const { t, number } = useWords();
  const columns = usePage((all) => all.columns);
  const count = usePage((all) => all.labels.length);
  const close = usePage((all) => all.close);
  const scale = useScale();
  return (
    <Dialog wide title={t('matrix.open')} closeText={t('close')} onClose={close}>
      <p className={styles.note}>
        {scale === null
          ? t('matrix.empty')
          : t('matrix.note', { low: number(scale.low, 2), high: number(scale.high, 2) })}
      </p>
      {count > MOST && <p className={styles.note}>{t('matrix.cut', { count: MOST })}</p>}
      {scale && (
        <div className={styles.sides}>
          {columns.map((column, index) => (
            <Matrix key={column.id} column={column} index={index} scale={scale} />
          ))}
        </div>
      )}
    </Dialog>
  );
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

/** What every column's cells lie on: the smallest and the largest cosine of two different labels in any of them. */
function useScale(): Scale | null {
  const columns = usePage((all) => all.columns);
  const inputs = useInputs();
  const values = columns.flatMap((column) => cosinesOf(inputs, column)?.others ?? []);
  return values.length === 0 ? null : { low: Math.min(...values), high: Math.max(...values) };
}

type Inputs = Pick<State, 'labels' | 'templates' | 'vectors'>;

function useInputs(): Inputs {
  const labels = usePage((all) => all.labels);
  const templates = usePage((all) => all.templates);
  const vectors = usePage((all) => all.vectors);
  return { labels, templates, vectors };
}

/** The cosines of a column's class vectors, and those of two different ones in a row. */
function cosinesOf(inputs: Inputs, column: Column) {
  const model = modelOf(column);
  if (!model) return null;
  const { labels, vectors } = classesOf(inputs, model);
  const rows = vectors.slice(0, MOST);
  const cells = rows.map((a) => rows.map((b) => dot(a, b)));
  const others = cells.flatMap((row, i) => row.filter((_, j) => j !== i));
  return { model, labels, cells, others };
}

interface MatrixProps {
  readonly column: Column;
  readonly index: number;
  readonly scale: Scale;
}

function Matrix({ column, index, scale }: MatrixProps) {
  const { t, number } = useWords();
  const found = cosinesOf(useInputs(), column);
  if (!found || found.others.length === 0) return null;
  const { model, labels, cells, others } = found;
  const mean = others.reduce((sum, value) => sum + value, 0) / others.length;
  return (
    // The table scrolls sideways on narrow screens, also by keyboard.
    <div
      className={styles.side}
      data-chance={!['loaded', 'not-whole'].includes(halfState(column, 'text'))}
      role="region"
      tabIndex={0}
      aria-label={`${t('matrix.open')}, ${t('column.number', { number: index + 1 })}`}
    >
      <h3>
        {t('column.said', {
          name: t('column.number', { number: index + 1 }),
          text: t(titleKey(column, model)),
        })}
      </h3>
      <p className={styles.mean}>
        <strong>{number(mean, 2)}</strong>{' '}
        {t('matrix.mean', {
          low: number(Math.min(...others), 2),
          high: number(Math.max(...others), 2),
        })}
      </p>
      <CosineTable labels={labels} cells={cells} scale={scale} />
    </div>
  );
}

interface CosineTableProps {
  readonly labels: readonly Label[];
  /** The cosine of each two labels. */
  readonly cells: readonly (readonly number[])[];
  readonly scale: Scale;
}

function CosineTable({ labels, cells, scale: { low, high } }: CosineTableProps) {
  const { number } = useWords();
  const share = (value: number): number => (value - low) / (high - low || 1);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          {cells.map((_, j) => (
            <th key={labels[j]?.id} scope="col">
              <bdi>{labels[j]?.text}</bdi>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cells.map((row, i) => (
          <tr key={labels[i]?.id}>
            <th scope="row">
              <bdi>{labels[i]?.text}</bdi>
            </th>
            {row.map((value, j) => (
              <td key={labels[j]?.id} data-self={i === j}>
                {number(value, 2)}
                {i !== j && (
                  <span className={styles.cell}>
                    <span className={styles.fill} style={{ width: `${share(value) * 100}%` }} />
                  </span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
