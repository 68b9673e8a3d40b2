import { useRef } from 'react';
import { ColumnHead } from '../features/models/ColumnHead.tsx';
import { Results } from '../features/results/Results.tsx';
import { MOST_COLUMNS } from '../store/columns/column.ts';
import { usePage } from '../store/StoreContext.tsx';
import { Button } from '../ui/Button.tsx';
import { PartBoundary } from '../ui/PartBoundary.tsx';
import { useWords } from '../words/WordsContext.tsx';
import styles from './Board.module.css';
import { useCollapse } from './use-collapse.ts';
import { useTogether } from './use-together.ts';

/** The columns' heads and, under them, a row a picture. */
export function Board() {
  const { t } = useWords();
  const columns = usePage((all) => all.columns);
  const task = usePage((all) => all.task);
  const start = useRef<HTMLDivElement>(null);
  const heads = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLDivElement>(null);
  const stuck = useCollapse(start, heads);
  useTogether(heads, rows);
  return (
    <main
      id="results"
      tabIndex={-1}
      className={styles.board}
      style={{ '--columns': columns.length } as object}
    >
      {task !== '' && (
        <p className={styles.task}>
          <span>{t('linked.task')}</span> <bdi>{task}</bdi>
        </p>
      )}
      <div ref={start} className={styles.start} />
      <div ref={heads} className={styles.heads} data-stuck={stuck}>
        <div className={styles.columns}>
          <Corner />
          {columns.map((column, index) => (
            <ColumnHead key={column.id} column={column} index={index} />
          ))}
          <AddColumn />
        </div>
      </div>
      <div ref={rows} className={styles.rows}>
        <PartBoundary>
          <Results />
        </PartBoundary>
      </div>
    </main>
  );
}

/** How many pictures there are, and how often guessing would be right. */
function Corner() {
  const { t, percent } = useWords();
  const pictures = usePage((all) => all.pictures.length);
  const labels = usePage((all) => all.labels.length);
  return (
    <div className={styles.corner}>
      <p>{t('board.pictures', { count: pictures })}</p>
      {labels > 1 && (
        <p>
          <span className={styles.chance} aria-hidden="true" />
          {t('board.chance', {
            chance: percent(1 / labels, Number.isInteger(100 / labels) ? 0 : 1),
          })}
        </p>
      )}
    </div>
  );
}

function AddColumn() {
  const { t } = useWords();
  const addColumn = usePage((all) => all.addColumn);
  const full = usePage((all) => all.columns.length >= MOST_COLUMNS);
  const fixed = usePage((all) => all.hidden.includes('models'));
  return (
    <div className={styles.add}>
      {!fixed && (
        <Button look="quiet" icon="plus" iconOnly disabled={full} onClick={() => addColumn()}>
          {t('model.add')}
        </Button>
      )}
    </div>
  );
}
