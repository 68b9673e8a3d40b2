import type { ChosenColumns, TablePreview } from '../../../evaluation/sets/set.ts';
import { usePage } from '../../../store/StoreContext.tsx';
import { CheckBox } from '../../../ui/CheckBox.tsx';
import { Select } from '../../../ui/Select.tsx';
import type { Words } from '../../../words/translate.ts';
import { useWords } from '../../../words/WordsContext.tsx';
import styles from './setup.module.css';

/** The first rows of a table, and which of its columns are meant. */
export function TableChoice({ table }: { readonly table: TablePreview }) {
  const { t } = useWords();
  const readAs = usePage((all) => all.readDataAs);
  const { path, rows, columns, total, matched } = table;
  const change = (part: Partial<ChosenColumns>): void =>
    void readAs({ source: { kind: 'table', path }, columns: { ...columns, ...part } });
  return (
    <div className={styles.reading}>
      <div
        className={styles.classes}
        role="region"
        tabIndex={0}
        aria-label={t('evaluate.table.caption', { path })}
      >
        <Rows table={table} />
      </div>
      <p className={styles.note}>{t('evaluate.table.matched', { matched, total })}</p>
      <div className={styles.choice}>
        {(['file', 'label'] as const).map((part) => (
          <Select
            key={part}
            label={t(`evaluate.table.${part}`)}
            place="beside"
            value={String(columns[part])}
            options={Array.from({ length: widthOf(rows) }, (_, column) => ({
              value: String(column),
              text: columnName(t, table, column),
            }))}
            onChange={(column) => change({ [part]: Number(column) })}
          />
        ))}
      </div>
      <CheckBox
        label={t('evaluate.table.heading')}
        checked={columns.heading}
        onChange={(heading) => change({ heading })}
      />
    </div>
  );
}

function Rows({ table: { path, rows, columns } }: { readonly table: TablePreview }) {
  const { t } = useWords();
  const mark = (column: number): string | undefined =>
    column === columns.file || column === columns.label ? styles.chosen : undefined;
  return (
    <table>
      <caption className={styles.note}>{t('evaluate.table.caption', { path })}</caption>
      <tbody>
        {rows.map((row, line) => (
          // Rows have no identity of their own, and never change places.
          // oxlint-disable-next-line react/no-array-index-key
          <tr key={line}>
            {Array.from({ length: widthOf(rows) }, (_, column) => {
              const Cell = line === 0 && columns.heading ? 'th' : 'td';
              return (
                <Cell key={column} className={mark(column)} dir="auto">
                  {row[column] ?? ''}
                </Cell>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function columnName(t: Words['t'], { rows, columns }: TablePreview, column: number): string {
  const name = columns.heading ? (rows[0]?.[column] ?? '') : '';
  const number = column + 1;
  return name === ''
    ? t('evaluate.table.column', { number })
    : t('evaluate.table.column.named', { number, name });
}

function widthOf(rows: TablePreview['rows']): number {
  return rows.reduce((most, row) => Math.max(most, row.length), 0);
}
